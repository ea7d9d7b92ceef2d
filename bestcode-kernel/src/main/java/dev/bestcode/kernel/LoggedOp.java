package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;

/// An op together with its frame. In recovery the op's own content is empty; nothing that is
/// applied looks at it.
record LoggedOp(KernelOp op, OpFrame frame) {
    Content content() {
        return frame.content();
    }
}

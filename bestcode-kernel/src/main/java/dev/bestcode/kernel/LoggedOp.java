package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp;

/// An op together with its encoded form.
/// @param content SHA-256 of the payload or page it carries, of nothing when it carries none
/// @param offset of its bytes in the record's body
record LoggedOp(KernelOp op, Digest content, int offset, int length, int crc32c) {
    Extent at(long bodyPosition) {
        return new Extent(bodyPosition + offset, length, crc32c);
    }
}

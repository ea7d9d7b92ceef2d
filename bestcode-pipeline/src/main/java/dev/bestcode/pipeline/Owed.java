package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;

import java.util.Optional;

/// What the thread of a run that has answered is to be set to when nothing below it is under way
/// any more, kept with it, so that after a kill it still does not pass for one that has not
/// answered.
final class Owed {
    /// Holds a dot, so that no tool can have it as its name.
    private static final String KEY = "system.owed";

    private Owed() {}

    static KernelOp.StateOp keep(ThreadId thread, ThreadStatus status) {
        return new KernelOp.HandlerStateSet(thread, KEY, Bytes.ofUtf8(status.name()));
    }

    static Optional<ThreadStatus> of(KernelState state, ThreadId thread) {
        return state.handlerState(thread, KEY).map(kept -> ThreadStatus.valueOf(kept.utf8()));
    }
}

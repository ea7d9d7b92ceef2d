package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;

/// The kernel ops that the programs commit, and the message in them.
final class Ops {
    static final RunId RUN = new RunId("benchmark");
    static final ThreadId ROOT = new ThreadId(1);

    /// The thread that [#RUN] begins with.
    static final ThreadId FIRST = new ThreadId(2);

    private static final Sha256 RIGHTS = Sha256.of(new byte[0]);

    private Ops() {}

    static KernelOp root() {
        return new KernelOp.ThreadPushed(
                ROOT, Optional.empty(), Optional.empty(), "root", "none", RIGHTS);
    }

    static KernelOp run(RunId run, ThreadId thread) {
        return push(run, thread, ROOT);
    }

    static KernelOp push(ThreadId thread, ThreadId parent) {
        return push(RUN, thread, parent);
    }

    static KernelOp push(RunId run, ThreadId thread, ThreadId parent) {
        return new KernelOp.ThreadPushed(
                thread, Optional.of(parent), Optional.of(run), "coder", "coding", RIGHTS);
    }

    static KernelOp dispatch(MessageId id, ThreadId thread, Bytes payload) {
        return new KernelOp.MessageDispatched(message(id, thread, payload));
    }

    static Message message(MessageId id, ThreadId thread, Bytes payload) {
        return new Message(
                id,
                thread,
                Message.Kind.REQUEST,
                Message.USER,
                "coder",
                "AgentTask",
                Optional.empty(),
                "",
                payload);
    }

    static KernelOp segment(SegmentId segment, ThreadId thread, Bytes content) {
        return new KernelOp.SegmentAdded(
                thread, segment, "tool-result", content, content.size() / 4, Relevance.FULL, false);
    }
}

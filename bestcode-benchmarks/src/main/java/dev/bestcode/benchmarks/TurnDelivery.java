package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.BareDelivery;

import java.util.Optional;

/// A message to an agent's thread that says nothing.
final class TurnDelivery extends BareDelivery {
    private final KernelStore store;

    TurnDelivery(ThreadId thread, KernelStore store) {
        super(
                new Message(
                        new MessageId(1),
                        thread,
                        Message.Kind.REQUEST,
                        Message.USER,
                        "coder",
                        "AgentTask",
                        Optional.empty(),
                        "",
                        Bytes.ofUtf8("{}")),
                JsonObject.builder().build());
        this.store = store;
    }

    @Override
    public RunId run() {
        return Ops.RUN;
    }

    @Override
    public Optional<Bytes> ownSegment(SegmentId segment) {
        return store.kernel().state().contexts().content(segment);
    }

    @Override
    public long newId() {
        return store.draw();
    }
}

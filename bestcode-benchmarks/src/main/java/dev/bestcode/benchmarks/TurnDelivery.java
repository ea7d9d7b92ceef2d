package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.BareDelivery;

import java.util.Optional;

/// A message to an agent's thread that says nothing.
final class TurnDelivery extends BareDelivery {
    private final KernelStore store;

    TurnDelivery(ThreadId thread, KernelStore store) {
        super(Ops.message(new MessageId(1), thread, Bytes.ofUtf8("{}")), JsonObject.EMPTY);
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

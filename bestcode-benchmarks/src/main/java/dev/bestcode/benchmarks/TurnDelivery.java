package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.Rights;
import dev.bestcode.testkit.NoRights;

import java.util.Optional;

/// A message to an agent's thread that says nothing.
record TurnDelivery(ThreadId thread, KernelStore store) implements Delivery {
    @Override
    public Message message() {
        return new Message(
                new MessageId(1),
                thread,
                Message.Kind.REQUEST,
                Message.USER,
                "coder",
                "AgentTask",
                Optional.empty(),
                "",
                Bytes.ofUtf8("{}"));
    }

    @Override
    public JsonObject payload() {
        return JsonObject.builder().build();
    }

    @Override
    public RunId run() {
        return Ops.RUN;
    }

    @Override
    public String profile() {
        return "coding";
    }

    @Override
    public Rights rights() {
        return new NoRights();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Optional<Bytes> ownState() {
        return Optional.empty();
    }

    @Override
    public Optional<Bytes> ownSegment(SegmentId segment) {
        return store.kernel().state().contexts().content(segment);
    }

    @Override
    public long newId() {
        return store.draw();
    }

    @Override
    public void progress(Progress progress) {
        // Nobody watches.
    }
}

package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
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

/// A question to `find-tool`, or what comes back to it.
record FakeDelivery(
        Message.Kind kind, String sender, String call, JsonObject payload, Optional<Bytes> ownState)
        implements Delivery {
    /// A question of the coder.
    FakeDelivery(JsonObject question) {
        this(Message.Kind.REQUEST, "coder", "1", question, Optional.empty());
    }

    @Override
    public Message message() {
        return new Message(
                new MessageId(3),
                new ThreadId(4),
                kind,
                sender,
                FindTool.NAME,
                "any",
                Optional.empty(),
                call,
                Bytes.of(Json.print(payload)));
    }

    @Override
    public RunId run() {
        return new RunId("run");
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
    public Optional<Bytes> ownSegment(SegmentId segment) {
        return Optional.empty();
    }

    @Override
    public long newId() {
        throw new AssertionError("finding adds no segments");
    }

    @Override
    public void progress(Progress piece) {
        throw new AssertionError("finding takes no time to tell of");
    }
}

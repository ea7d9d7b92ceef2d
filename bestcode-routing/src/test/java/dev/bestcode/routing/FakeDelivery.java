package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.testkit.BareDelivery;

import java.util.Optional;

/// A question to `find-tool`, or what comes back to it.
final class FakeDelivery extends BareDelivery {
    private final Optional<Bytes> ownState;

    /// A question of the coder.
    FakeDelivery(JsonObject question) {
        this(Message.Kind.REQUEST, "coder", "1", question, Optional.empty());
    }

    FakeDelivery(
            Message.Kind kind,
            String sender,
            String call,
            JsonObject payload,
            Optional<Bytes> ownState) {
        super(
                new Message(
                        new MessageId(3),
                        new ThreadId(4),
                        kind,
                        sender,
                        FindTool.NAME,
                        "any",
                        Optional.empty(),
                        call,
                        Bytes.of(Json.print(payload))),
                payload);
        this.ownState = ownState;
    }

    @Override
    public Optional<Bytes> ownState() {
        return ownState;
    }

    @Override
    public void progress(Progress piece) {
        throw new AssertionError("finding takes no time to tell of");
    }
}

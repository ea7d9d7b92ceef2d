package dev.bestcode.testkit;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.Rights;

import java.util.Optional;

/// A delivery without a pipeline, to test a handler by itself: the first attempt at a message of a
/// run that keeps nothing and may do nothing. Subclasses give it what their handler needs.
public class BareDelivery implements Delivery {
    private final Message message;
    private final JsonObject payload;

    /// @param payload the message's, parsed
    public BareDelivery(Message message, JsonObject payload) {
        this.message = message;
        this.payload = payload;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public JsonObject payload() {
        return payload;
    }

    @Override
    public RunId run() {
        return KernelFixtures.RUN;
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
        return Optional.empty();
    }

    /// @throws AssertionError when a subclass does not say otherwise
    @Override
    public long newId() {
        throw new AssertionError("a handler drew a number where none was expected");
    }

    /// Nobody watches.
    @Override
    public void progress(Progress progress) {}
}

package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.Rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A recipe, delivered for the n-th time.
final class FakeDelivery implements Delivery {
    static final RequestRecipe RECIPE =
            new RequestRecipe(new ThreadId(1), new SegmentId(2), "haiku", 100);

    final List<Progress> progress = new ArrayList<>();
    private final int attempt;

    FakeDelivery(int attempt) {
        this.attempt = attempt;
    }

    @Override
    public Message message() {
        return new Message(
                new MessageId(3),
                new ThreadId(4),
                Message.Kind.REQUEST,
                "coder",
                "llm-pool",
                RequestRecipe.TYPE.tag(),
                Optional.empty(),
                "1",
                Bytes.of(Json.print(payload())));
    }

    @Override
    public JsonObject payload() {
        return RECIPE.toJson();
    }

    @Override
    public RunId run() {
        return new RunId("run");
    }

    @Override
    public String profile() {
        return "admin";
    }

    @Override
    public Rights rights() {
        throw new AssertionError("nobody here asks for rights");
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Optional<Bytes> ownState() {
        return Optional.empty();
    }

    @Override
    public Optional<Bytes> ownSegment(SegmentId segment) {
        return Optional.empty();
    }

    @Override
    public long newId() {
        throw new AssertionError("the pool adds no segments");
    }

    @Override
    public void progress(Progress piece) {
        progress.add(piece);
    }
}

package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.testkit.BareDelivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A recipe, delivered for the n-th time.
final class FakeDelivery extends BareDelivery {
    static final RequestRecipe RECIPE =
            new RequestRecipe(new ThreadId(1), new SegmentId(2), "haiku", 100);

    final List<Progress> progress = new ArrayList<>();
    boolean answerStarted;
    private final int attempt;

    FakeDelivery(int attempt) {
        super(
                new Message(
                        new MessageId(3),
                        new ThreadId(4),
                        Message.Kind.REQUEST,
                        "coder",
                        "llm-pool",
                        RequestRecipe.TYPE.tag(),
                        Optional.empty(),
                        "1",
                        Bytes.of(Json.print(RECIPE.toJson()))),
                RECIPE.toJson());
        this.attempt = attempt;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public void answerStarted() {
        answerStarted = true;
    }

    @Override
    public void progress(Progress piece) {
        progress.add(piece);
    }
}

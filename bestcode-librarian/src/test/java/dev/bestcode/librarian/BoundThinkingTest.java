package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalLong;

/// What a model thought goes back as long as nothing before it was changed since.
class BoundThinkingTest {
    private final FakeContext context = new FakeContext();

    @Test
    void staysWhereNothingBeforeItWasChanged() {
        context.user("do it");
        var first = said("one");
        said("two");
        var result = context.result("use-two", "found");

        fold(result);

        assertThat(thoughts()).containsExactly("one", "two");
        fold(first);
        assertThat(thoughts()).isEmpty();
    }

    @Test
    void ofWhatIsSaidBehindAFoldStays() {
        context.user("do it");
        fold(said("one"));
        said("two");
        var third = said("three");
        said("four");

        assertThat(thoughts()).containsExactly("two", "three", "four");
        fold(third);
        assertThat(thoughts()).containsExactly("two");
    }

    @Test
    void isGoneWhereMoreIsSaidToBeOutOfView() {
        context.user("do it");
        evict(said("one"));
        said("two");
        var third = said("three");
        assertThat(thoughts()).containsExactly("two", "three");

        evict(third);

        assertThat(context.requestText()).contains("[2 earlier parts are out of view");
        assertThat(thoughts()).isEmpty();
    }

    @Test
    void ofAnAnswerThatIsShownAgainIsGone() {
        context.user("do it");
        var first = said("one");
        fold(first);
        context.apply(
                List.of(
                        new KernelOp.SegmentExpanded(
                                FakeContext.THREAD, first, OptionalLong.empty())));

        assertThat(context.requestText()).contains("say one");
        assertThat(thoughts()).isEmpty();
    }

    private SegmentId said(String word) {
        var thinking =
                Json.parseObject(
                        "{\"type\":\"thinking\",\"thinking\":\"%s\",\"signature\":\"s\"}"
                                .formatted(word));
        return context.assistant(
                new ContentBlock.Raw(thinking), new ContentBlock.Text("say " + word));
    }

    private void fold(SegmentId segment) {
        var fold = Fold.first(new Fold.Line("a line"), new Decision(Decision.FOLDED, "why", 1));
        context.apply(
                List.of(
                        new KernelOp.SegmentFolded(
                                FakeContext.THREAD,
                                segment,
                                fold.toBytes(),
                                2,
                                OptionalLong.empty())));
    }

    private void evict(SegmentId segment) {
        context.apply(
                List.of(
                        new KernelOp.SegmentEvicted(
                                FakeContext.THREAD, segment, OptionalLong.empty())));
    }

    private List<String> thoughts() {
        return context.request().messages().stream()
                .flatMap(message -> message.content().stream())
                .filter(ContentBlock::isThinking)
                .map(block -> block.toJson().requireString("thinking"))
                .toList();
    }
}

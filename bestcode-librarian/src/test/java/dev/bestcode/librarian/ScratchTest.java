package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.Test;

/// A scratch context beside the result that came of it.
class ScratchTest {
    private final FakeContext context = new FakeContext();
    private final Lexicon lexicon = new Lexicon();

    @Test
    void itIsOneLineBehindTheResultsAndItsOriginalIsKept() {
        var scratch = asked("step one\nstep two with secretDetail\n".repeat(1_000));

        assertThat(context.tier(scratch)).isEqualTo(Tier.FOLDED);
        ValidRequest.check(context.request().messages());
        assertThat(context.requestText())
                .contains(
                        "the answer",
                        "[#%d folded] scratch of researcher, 36,000 characters: step one step two"
                                .formatted(scratch.value()))
                .hasSizeLessThan(800);
        assertThat(context.content(scratch).orElseThrow().size()).isGreaterThan(36_000);
        assertThat(Fold.from(context.summary(scratch).orElseThrow()).decisions())
                .extracting(Decision::what)
                .containsExactly("folded");
    }

    @Test
    void itFoldsAndStaysWithItsExchange() {
        var scratch = asked("notes of secretDetail");
        context.assistant(new ContentBlock.Text("next"));
        var exchange = Exchange.of(context.pages()).get(1);

        assertThat(exchange.pages()).extracting(Page::id).contains(scratch);
        assertThat(Memory.structural(new Lexicon()).line(exchange)).doesNotContain("secretDetail");
        assertThat(lexicon.of(exchange)).doesNotContain(TermKind.NAME.term("secretDetail"));
        assertThat(Recall.text(exchange)).contains("secretDetail");
    }

    @Test
    void ofOneWithoutEndHeadAndTailAreKept() {
        var ops =
                Scratch.ops(
                        FakeContext.THREAD,
                        new SegmentId(7),
                        "researcher",
                        "begin " + "\uD83D\uDE00".repeat(Scratch.CHARS_MAX) + " end");
        var text = ((SegmentAdded) ops.getFirst()).content().utf8();

        assertThat(text).contains("begin", "the middle was not kept", " end");
        assertThat(text.length()).isLessThan(Scratch.CHARS_MAX + 200);
    }

    private SegmentId asked(String text) {
        context.user("do it");
        context.assistant(
                new ContentBlock.ToolUse("c1", "researcher", JsonObject.builder().build()));
        context.result("c1", "the answer");
        var id = new SegmentId(context.takeId());
        context.apply(Scratch.ops(FakeContext.THREAD, id, "researcher", text));
        return id;
    }
}

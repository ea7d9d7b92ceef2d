package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class ReadAheadTest {
    private static final LibrarianOptions OPTIONS = LibrarianOptions.of(10_000, 500);

    private final FakeContext context = new FakeContext();
    private final Lexicon lexicon = new Lexicon();
    private final ReadAhead ahead = new ReadAhead(lexicon);

    private SegmentId answer(int chars) {
        return context.assistant(new ContentBlock.Text("w".repeat(chars)));
    }

    private long shown() {
        return ContextPages.shown(context.pages());
    }

    private List<SegmentId> next() {
        return next(OPTIONS.foldsAbove() - shown());
    }

    private List<SegmentId> next(long room) {
        return ahead.next(FakeContext.THREAD, context.pages(), room).stream()
                .map(Page::id)
                .toList();
    }

    private void fold() {
        context.apply(
                Epoch.plan(
                                FakeContext.THREAD,
                                context.pages(),
                                OPTIONS,
                                Calibration.NONE,
                                lexicon,
                                Memory.structural(lexicon))
                        .ops());
    }

    @Test
    void nothingIsReadBelowHalfAndAllWhereFoldingStartsTheOldestFirst() {
        var added = new ArrayList<SegmentId>();
        var read = new ArrayList<SegmentId>();
        var most = 0;
        while (shown() < OPTIONS.foldsAbove()) {
            added.add(answer(300));
            var now = next();
            read.addAll(now);
            most = Math.max(most, now.size());
            assertThat(now.isEmpty())
                    .as("%d", shown())
                    .isEqualTo(shown() <= OPTIONS.foldsAbove() / 2);
        }

        assertThat(read).isEqualTo(added);
        assertThat(most).as("with one request").isLessThanOrEqualTo(3);
    }

    @Test
    void whatIsReadIsKnownToTheEpochAndNotReadAgain() {
        var page = answer(300);
        ahead.learn(ahead.next(FakeContext.THREAD, context.pages(), 0));

        assertThat(lexicon.known(page)).isPresent();
        assertThat(next(0)).isEmpty();
    }

    @Test
    void onceSomethingHasFoldedEachNewPageIsReadAtOnce() {
        for (int i = 0; i < 20; i++) {
            answer(2_000);
        }
        next(0);
        fold();
        var added = answer(30);

        assertThat(next()).containsExactly(added);
    }

    @Test
    void whatIsOutOfViewIsNotReadExceptForWhatAToolDidOnItsWay() {
        for (int i = 0; i < 20; i++) {
            answer(2_000);
        }
        fold();
        var scratch = new SegmentId(context.takeId());
        context.apply(Scratch.ops(FakeContext.THREAD, scratch, "tool", "on its way"));
        context.add(ContextTags.RECALLED, Bytes.ofUtf8("[]"), false);
        var whole =
                context.pages().stream()
                        .filter(page -> page.tier() == Tier.EXPANDED)
                        .filter(page -> page.tag().equals(ContextTags.ASSISTANT))
                        .map(Page::id)
                        .toList();

        assertThat(next()).hasSizeGreaterThan(1).endsWith(scratch).startsWith(whole.getFirst());
        assertThat(next()).isEmpty();
    }
}

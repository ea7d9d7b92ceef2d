package dev.bestcode.testkit;

import static dev.bestcode.testkit.KernelFixtures.evict;
import static dev.bestcode.testkit.KernelFixtures.expand;
import static dev.bestcode.testkit.KernelFixtures.fold;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.rate;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;
import static dev.bestcode.testkit.KernelFixtures.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.OptionalLong;

/// The chapter of the context store.
interface ContextContract extends KernelSubject {
    /// More than a record of a log is likely to hold in one piece.
    int LARGE_BYTES = 300 * 1024;

    private SegmentRow row(long segment) {
        return state().contexts().get(new SegmentId(segment)).orElseThrow();
    }

    private void assertPage(long segment, Tier tier, String content, String summary) {
        assertThat(row(segment).tier()).isEqualTo(tier);
        assertThat(state().contexts().content(new SegmentId(segment)))
                .contains(Bytes.ofUtf8(content));
        assertThat(state().contexts().summary(new SegmentId(segment)))
                .contains(Bytes.ofUtf8(summary));
    }

    @Test
    default void pagesAreListedAsTheyWereAddedWithTheirMeasures() {
        commit(root(), push(2, 1, "a"));
        long lsn = commit(segment(9, 2, "first"), segment(3, 2, "")).lsn();
        var first =
                new SegmentRow(
                        new SegmentId(9),
                        thread(2),
                        "user",
                        Tier.EXPANDED,
                        Relevance.FULL,
                        5,
                        3,
                        0,
                        Bytes.ofUtf8("first").sha256(),
                        false,
                        lsn);
        assertThat(state().contexts().segments(thread(2))).containsExactly(first, row(3));
        assertThat(state().contexts().content(new SegmentId(3))).contains(Bytes.EMPTY);
        assertThat(state().contexts().summary(new SegmentId(3))).isEmpty();
        assertThat(state().contexts().segments(thread(1))).isEmpty();
        assertThat(state().contexts().content(new SegmentId(8))).isEmpty();
        assertThat(state().contexts().summary(new SegmentId(8))).isEmpty();
    }

    @Test
    default void aPageNeedsAThreadOfTheTableAndACostFromZero() {
        commit(root(), push(2, 1, "a"), segment(3, 2, "page"));
        assertRejected(segment(4, 9, "of nobody"));
        assertRejected(
                new SegmentAdded(
                        thread(2),
                        new SegmentId(4),
                        "user",
                        Bytes.EMPTY,
                        -1,
                        Relevance.FULL,
                        false));
        assertRejected(
                new SegmentFolded(
                        thread(2), new SegmentId(3), Bytes.EMPTY, -1, OptionalLong.empty()));
    }

    @Test
    default void theOriginalAndTheNewestSummaryComeBackWhateverTheTier() {
        commit(root(), segment(2, 1, "original"));
        commit(fold(2, 1, "short"));
        assertPage(2, Tier.FOLDED, "original", "short");
        assertThat(row(2).tokens()).isEqualTo(3);
        assertThat(row(2).summaryTokens()).isEqualTo(1);
        commit(expand(2, 1));
        assertPage(2, Tier.EXPANDED, "original", "short");
        assertThat(row(2).summaryTokens()).isEqualTo(1);
        commit(fold(2, 1, "shorter"));
        assertPage(2, Tier.FOLDED, "original", "shorter");
        commit(evict(2, 1));
        assertPage(2, Tier.EVICTED, "original", "shorter");
        commit(fold(2, 1, ""));
        assertPage(2, Tier.FOLDED, "original", "");
    }

    @Test
    default void aRatingChangesWhatIsThoughtOfAPageAndNothingElse() {
        commit(root(), segment(2, 1, "original"), fold(2, 1, "short"));
        long lsn = commit(rate(2, 1, 0.25, true, OptionalLong.empty())).lsn();
        assertPage(2, Tier.FOLDED, "original", "short");
        assertThat(row(2).relevance()).isEqualTo(new Relevance(0.25));
        assertThat(row(2).pinned()).isTrue();
        assertThat(row(2).version()).isEqualTo(lsn);
    }

    @Test
    default void aDecisionOnAnOldVersionOfAPageRejectsTheWholeTransaction() {
        commit(root(), segment(2, 1, "a"));
        long other = commit(segment(3, 1, "b")).lsn();
        var seen = OptionalLong.of(row(2).version());
        commit(rate(2, 1, 0.5, false, seen));
        assertThat(row(2).version()).isGreaterThan(seen.getAsLong());
        assertThat(row(3).version()).isEqualTo(other);
        assertRejected(fold(3, 1, "would do"), fold(2, 1, "stale", seen));
        assertRejected(evict(2, 1, seen));
        assertRejected(expand(2, 1, seen));
        assertRejected(rate(2, 1, 0, false, seen));
        assertRejected(evict(2, 1, OptionalLong.of(row(2).version() + 1)));
        commit(fold(2, 1, "fresh", OptionalLong.of(row(2).version())));
        assertPage(2, Tier.FOLDED, "a", "fresh");
    }

    @Test
    default void onlyAThreadsOwnPagesCanBeChangedInItsName() {
        commit(root(), push(2, 1, "a"), push(3, 1, "b"), segment(4, 2, "page"));
        for (var segment : new int[] {2, 4, 9}) {
            assertRejected(fold(segment, 3, "x"));
            assertRejected(evict(segment, 3));
            assertRejected(expand(segment, 3));
            assertRejected(rate(segment, 3, 1, false, OptionalLong.empty()));
        }
    }

    @Test
    default void largeContentComesBackWhole() {
        var bytes = new byte[LARGE_BYTES];
        Arrays.fill(bytes, (byte) 7);
        var large = Bytes.of(bytes);
        commit(root(), segment(2, 1, large), segment(3, 1, large));
        commit(new SegmentFolded(thread(1), new SegmentId(2), large, 9, OptionalLong.empty()));
        assertThat(state().contexts().content(new SegmentId(2))).contains(large);
        assertThat(state().contexts().content(new SegmentId(3))).contains(large);
        assertThat(state().contexts().summary(new SegmentId(2))).contains(large);
        assertThat(row(3).size()).isEqualTo(LARGE_BYTES);
    }
}

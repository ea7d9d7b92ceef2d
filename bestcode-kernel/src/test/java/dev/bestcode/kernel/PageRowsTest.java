package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import org.junit.jupiter.api.Test;

class PageRowsTest {
    private final PageRows rows = new PageRows();

    private static Page page(long id, long ordinal) {
        return new Page(
                new SegmentId(id),
                new ThreadId(1),
                ordinal,
                "user",
                Tier.EXPANDED,
                Relevance.FULL,
                3,
                1,
                new Digest(1, 2, 3, id),
                false,
                Address.of(4, 0),
                Address.NONE,
                0,
                4);
    }

    @Test
    void rowOfAPageIsMadeOnce() {
        var page = page(7, 0);

        assertThat(rows.of(page)).isEqualTo(page.row()).isSameAs(rows.of(page));
    }

    @Test
    void changedPageHasItsOwnRow() {
        var page = page(7, 0);
        var evicted = page.withTier(Tier.EVICTED, 5);
        rows.of(page);

        assertThat(rows.of(evicted)).isEqualTo(evicted.row());
        assertThat(rows.of(page)).isEqualTo(page.row()); // an older state is still read
    }

    @Test
    void pageOfAnotherKernelWithTheSameOrdinalHasItsOwnRow() {
        rows.of(page(7, 0));

        assertThat(rows.of(page(8, 0)).id()).isEqualTo(new SegmentId(8));
        assertThat(rows.of(page(9, PageRows.PAGES_MAX)).id()).isEqualTo(new SegmentId(9));
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.SegmentRow;

import org.jspecify.annotations.Nullable;

/// Rows as they were made for readers before: a turn asks for all rows of its context more than
/// once, and a page stays the same object for as long as it says the same. Of the newest pages, so
/// that the many others of a large kernel cost no row each. Safe from any worker: a row that
/// another worker does not see yet is made again.
final class PageRows {
    /// The pages of a full window of 200,000 tokens, many times over, in a megabyte.
    static final int PAGES_MAX = 1 << 12;

    private record Made(Page page, SegmentRow row) {}

    private final @Nullable Made[] made = new Made[PAGES_MAX];

    @SuppressWarnings("ReferenceEquality") // a look at the page is to cost less than a new row
    SegmentRow of(Page page) {
        int slot = (int) (page.ordinal() % PAGES_MAX);
        var before = made[slot];
        if (before != null && before.page() == page) {
            return before.row();
        }
        var row = page.row();
        made[slot] = new Made(page, row);
        return row;
    }
}

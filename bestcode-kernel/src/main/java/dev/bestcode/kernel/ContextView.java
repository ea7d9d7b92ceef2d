package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The context store as readers see it: rows from the state, bytes from the log.
record ContextView(ContextTable pages, LogStore log) implements KernelState.Contexts {
    /// Of all kernels: a page is looked up by its identity.
    private static final PageRows ROWS = new PageRows();

    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        var rows = new ArrayList<SegmentRow>();
        for (var page : pages.of(thread)) {
            rows.add(ROWS.of(page));
        }
        return Collections.unmodifiableList(rows);
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return pages.find(segment).map(ROWS::of);
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return pages.find(segment).flatMap(page -> log.content(page.original()));
    }

    @Override
    public Optional<Bytes> summary(SegmentId segment) {
        return pages.find(segment)
                .filter(page -> page.summary() != Address.NONE)
                .flatMap(page -> log.content(page.summary()));
    }
}

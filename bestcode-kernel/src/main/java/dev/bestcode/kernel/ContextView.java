package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.List;
import java.util.Optional;

/// The context store as readers see it: rows from the state, bytes from the log.
record ContextView(ContextTable pages, LogStore log) implements KernelState.Contexts {
    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return pages.of(thread).stream().map(Page::row).toList();
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return pages.find(segment).map(Page::row);
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

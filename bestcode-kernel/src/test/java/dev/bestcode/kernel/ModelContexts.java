package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model's context store.
record ModelContexts(Map<SegmentId, Model.Page> pages) implements KernelState.Contexts {
    @Override
    public List<SegmentRow> segments(ThreadId thread) {
        return pages.values().stream()
                .map(Model.Page::row)
                .filter(row -> row.thread().equals(thread))
                .toList();
    }

    private Optional<Model.Page> page(SegmentId segment) {
        return Optional.ofNullable(pages.get(segment));
    }

    @Override
    public Optional<SegmentRow> get(SegmentId segment) {
        return page(segment).map(Model.Page::row);
    }

    @Override
    public Optional<Bytes> content(SegmentId segment) {
        return page(segment).map(Model.Page::content);
    }

    @Override
    public Optional<Bytes> summary(SegmentId segment) {
        return page(segment).flatMap(Model.Page::summary);
    }
}

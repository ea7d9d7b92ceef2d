package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.List;

/// Takes dropped content out of the log: copies the segments that hold some, then deletes the
/// originals. A crash at any step leaves the old file or the new one, and the next open finishes
/// the work.
final class Redaction {
    /// Small copies are joined, or many short runs would leave many files.
    private static final long JOINED_BYTES_MAX = 8 << 20;

    private final KernelStorage storage;
    private final KernelOptions options;
    private final LogStore store;

    Redaction(KernelStorage storage, KernelOptions options, LogStore store) {
        this.storage = storage;
        this.options = options;
        this.store = store;
    }

    /// @param state on stable storage
    /// @param complete the segments that were complete in that state; of a later one it knows
    ///     nothing
    void run(State state, RetentionPlan plan, List<LogSegment> complete) throws IOException {
        for (var segment : complete) {
            if (plan.needsCopy(segment)) {
                replace(joined(segment), state);
            }
        }
    }

    /// The segment, and the copy before it where both are small.
    private List<LogSegment> joined(LogSegment segment) {
        var all = store.segments();
        int at = all.indexOf(segment);
        if (at > 0) {
            var before = all.get(at - 1);
            long bytes = before.size() + segment.size();
            if (before.header().generation() > 0 && bytes <= JOINED_BYTES_MAX) {
                return List.of(before, segment);
            }
        }
        return List.of(segment);
    }

    private void replace(List<LogSegment> sources, State state) throws IOException {
        var copy = new SegmentCopy(storage, options, state).write(sources);
        store.replace(sources, copy);
        for (var source : sources) {
            source.close();
            var names = LogNames.of(source.header());
            storage.delete(names.segment());
            if (storage.exists(names.index())) {
                storage.delete(names.index());
            }
        }
        storage.forceDirectory(LogNames.DIRECTORY);
    }
}

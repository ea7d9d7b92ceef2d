package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The folds of a kernel's segments; each is read once, for an epoch looks at all of them. Safe
/// from any worker.
final class Folds {
    /// Those of some thousand segments.
    private static final long BYTES_MAX = 4L << 20;

    /// Threads that are at work at once, many times over.
    private static final int THREADS_MAX = 1_024;

    /// A fold is written anew with another version of the row.
    private record Key(SegmentId segment, long version) {}

    private final Remembered<Key, Optional<Fold>> folds = new Remembered<>(BYTES_MAX);

    /// Threads whose newest folds nobody has read yet.
    private final Set<ThreadId> written =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(Map.Entry<ThreadId, Boolean> eldest) {
                            return size() > THREADS_MAX;
                        }
                    });

    /// Nothing for a segment that was never folded.
    Optional<Fold> of(SegmentRow row, KernelState state) {
        return folds.of(
                new Key(row.id(), row.version()),
                () -> state.contexts().summary(row.id()).orElse(Bytes.EMPTY),
                read -> read.size() == 0 ? Optional.empty() : Optional.of(Fold.from(read)));
    }

    /// Note that folds of a thread are about to be committed.
    synchronized void written(ThreadId thread) {
        written.add(thread);
    }

    private synchronized boolean take(ThreadId thread) {
        return written.remove(thread);
    }

    /// Read what was written of a thread since, while nobody waits for it.
    void readAhead(ThreadId thread, List<Page> pages) {
        if (take(thread)) {
            Thread.ofVirtual().start(() -> readAll(pages));
        }
    }

    private static void readAll(List<Page> pages) {
        try {
            for (var page : pages) {
                var _ = page.fold().get();
            }
        } catch (RuntimeException closed) {
            // Who needs them reads them, and hears of it.
        }
    }
}

package dev.bestcode.api.kernel;

import dev.bestcode.api.message.MessageId;

import java.util.List;
import java.util.Optional;

/// One state between two transactions. It never changes; hold it as long as you like.
public interface KernelState {
    /// The last transaction applied; 0 for an empty kernel.
    long lsn();

    /// The lowest number that no thread, message or segment has; draw ids from here upward.
    long nextId();

    Threads threads();

    Contexts contexts();

    Journal journal();

    /// What has been charged to the thread's account; zero when nothing was.
    Usage usage(ThreadId thread);

    /// What the listener keeps for the thread.
    Optional<Bytes> handlerState(ThreadId thread, String listener);

    /// SHA-256 over all of it: equal for two kernels that applied the same log.
    Sha256 hash();

    /// The thread table.
    interface Threads {
        Optional<ThreadRow> get(ThreadId thread);

        Optional<ThreadRow> root();

        /// In the order they were pushed.
        List<ThreadRow> children(ThreadId thread);

        /// The names from the root down, joined by dots; for people.
        String path(ThreadId thread);

        /// The thread that a run began with.
        Optional<ThreadRow> ofRun(RunId run);

        int count();
    }

    /// The context store.
    interface Contexts {
        /// The thread's pages in the order they were added.
        List<SegmentRow> segments(ThreadId thread);

        Optional<SegmentRow> get(SegmentId segment);

        /// The original bytes, whatever the tier.
        /// @throws KernelException when they cannot be read back as they were written
        Optional<Bytes> content(SegmentId segment);
    }

    /// The message journal. Each list ends with the newest.
    interface Journal {
        Optional<JournalEntry> get(MessageId message);

        /// The last `count` entries of a thread; cost grows with `count` alone.
        List<JournalEntry> last(ThreadId thread, int count);

        /// Entries of transactions from `lsn` on, at most `count`.
        List<JournalEntry> from(long lsn, int count);

        /// Dispatched and not finished.
        List<JournalEntry> undelivered();
    }
}

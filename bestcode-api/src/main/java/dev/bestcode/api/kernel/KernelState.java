package dev.bestcode.api.kernel;

import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One state between two transactions. It never changes; hold it as long as you like.
public interface KernelState {
    /// The last transaction applied; 0 for an empty kernel.
    long lsn();

    /// The lowest number that no thread, message or segment has; draw ids from here upward.
    long nextId();

    Threads threads();

    Contexts contexts();

    Journal journal();

    Runs runs();

    /// What has been charged to the thread's account; zero when nothing was.
    Usage usage(ThreadId thread);

    /// What the listener keeps for the thread, read back from the log.
    /// @throws KernelException when it cannot be read back as it was written
    Optional<Bytes> handlerState(ThreadId thread, String listener);

    /// The transaction that set what the listener keeps for the thread.
    OptionalLong handlerStateLsn(ThreadId thread, String listener);

    /// What one transaction set for the listener, which may have been set anew since: the log has
    /// it as long as its run's content. Empty where that transaction set nothing.
    /// @throws KernelException when it cannot be read back as it was written
    Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn);

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

        /// In the order they were pushed.
        List<ThreadRow> withStatus(ThreadStatus status);

        int count();
    }

    /// The runs of this kernel, pruned ones included.
    interface Runs {
        Optional<RunRow> get(RunId run);

        /// In the order they began.
        List<RunRow> all();
    }

    /// The context store.
    interface Contexts {
        /// The thread's pages in the order they were added.
        List<SegmentRow> segments(ThreadId thread);

        Optional<SegmentRow> get(SegmentId segment);

        /// The original bytes, whatever the tier; empty for a page that is not there.
        /// @throws KernelException when they cannot be read back as they were written
        Optional<Bytes> content(SegmentId segment);

        /// The newest summary; empty when it was never folded.
        /// @throws KernelException when it cannot be read back as it was written
        Optional<Bytes> summary(SegmentId segment);
    }

    /// The message journal. Each list ends with the newest.
    interface Journal {
        Optional<JournalEntry> get(MessageId message);

        /// The last `count` entries of a thread, pruned threads included; cost grows with `count`
        /// alone.
        default List<JournalEntry> last(ThreadId thread, int count) {
            return before(thread, Long.MAX_VALUE, count);
        }

        /// The same of transactions before `lsn`; time grows with the thread's entries since then,
        /// too, memory does not.
        List<JournalEntry> before(ThreadId thread, long lsn, int count);

        /// Entries of transactions from `lsn` on, at most `count`.
        List<JournalEntry> from(long lsn, int count);

        /// Entries of transactions labelled from `from` on and before `to`, at most `count`.
        List<JournalEntry> between(Instant from, Instant to, int count);

        /// Dispatched and not finished.
        List<JournalEntry> undelivered();
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The part of a kernel's log that is about one run, read as it is asked for. Valid as long as the
/// state that it was taken from.
public final class RunLog {
    private final State state;
    private final RunEntry run;

    private RunLog(State state, RunEntry run) {
        this.state = state;
        this.run = run;
    }

    /// @param state of a [WalKernel], or read by a [WalInspector]
    /// @return empty when it does not have the run
    /// @throws IllegalArgumentException for a state of something else
    public static Optional<RunLog> of(KernelState state, RunId run) {
        if (!(state instanceof State known)) {
            throw new IllegalArgumentException(
                    "only the log of a WalKernel can be read; got "
                            + state.getClass().getSimpleName());
        }
        return Optional.ofNullable(known.runs().ordinals().get(run))
                .flatMap(known.runs()::find)
                .map(entry -> new RunLog(known, entry));
    }

    /// The transactions that changed something of the run, in order. Reading one throws a
    /// [KernelException] where content of it has been dropped, or cannot be read back.
    public Iterator<LoggedTransaction> transactions() {
        return new Transactions();
    }

    /// SHA-256 over the run's durable state and how it came to be: each of its ops in order,
    /// content by its own hash; its threads, pages with their tiers and summaries, handlers'
    /// states, accounts, and messages that are not finished. Equal for two kernels that have the
    /// same run, whatever else they have: row versions, which are LSNs, labels, and what a fork was
    /// taken from do not count.
    /// @throws KernelException as [#transactions]
    public Sha256 stateHash() {
        return RunHash.of(state, run, transactions());
    }

    private final class Transactions implements Iterator<LoggedTransaction> {
        private long lsn = run.firstLsn();
        private Optional<LoggedTransaction> next = Optional.empty();

        @Override
        public boolean hasNext() {
            while (next.isEmpty() && lsn <= state.lsn()) {
                next = read(lsn++);
            }
            return next.isPresent();
        }

        @Override
        public LoggedTransaction next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the log has no more of run " + run.id());
            }
            var found = next.orElseThrow();
            next = Optional.empty();
            return found;
        }

        private Optional<LoggedTransaction> read(long at) {
            var ops = state.log().ops(at, run.ordinal());
            if (ops.isEmpty()) {
                return Optional.empty();
            }
            if (ops.stream().anyMatch(LogStore.ReadOp::dropped)) {
                throw new KernelException(
                        "LSN %d: content of run %s has been dropped by retention"
                                .formatted(at, run.id()));
            }
            Instant time = ops.getFirst().time();
            return Optional.of(
                    new LoggedTransaction(
                            at, time, ops.stream().map(LogStore.ReadOp::op).toList()));
        }
    }
}

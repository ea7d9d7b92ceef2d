package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;

import java.util.Optional;
import java.util.function.Consumer;

/// Which entries of a journal are wanted.
/// @param run of which alone; empty for all
public record JournalQuery(Start start, Optional<RunId> run) {
    /// More than a person reads; whoever wants more names an LSN.
    public static final int LAST_MAX = 10_000;

    /// Where to begin.
    public sealed interface Start {}

    /// At this transaction.
    public record From(long lsn) implements Start {
        public From {
            if (lsn < 0) {
                throw new IllegalArgumentException("LSN is " + lsn + "; allowed from 0");
            }
        }
    }

    /// So many wanted entries before the end.
    public record Last(int count) implements Start {
        public Last {
            if (count < 0 || count > LAST_MAX) {
                throw new IllegalArgumentException(
                        "last is %,d entries; allowed 0 to %,d".formatted(count, LAST_MAX));
            }
        }
    }

    /// Everything that is there, in order.
    public static JournalQuery everything() {
        return new JournalQuery(new From(1), Optional.empty());
    }

    JournalCursor cursor(KernelState state) {
        return switch (start) {
            case From(var lsn) -> JournalCursor.at(lsn);
            case Last(var count) ->
                    JournalCursor.beforeLast(
                            state,
                            count,
                            entry -> run.isEmpty() || RunOfEntry.in(state, entry).equals(run));
        };
    }

    /// Show what is wanted of a state, in order.
    void forEach(KernelState state, Consumer<JournalLine> show) {
        var cursor = cursor(state);
        for (var page = cursor.next(state); !page.isEmpty(); page = cursor.next(state)) {
            page.stream()
                    .map(entry -> JournalLine.of(entry, state))
                    .filter(this::wants)
                    .forEach(show);
        }
    }

    boolean wants(JournalLine line) {
        return run.isEmpty() || line.run().equals(run);
    }
}

package dev.bestcode.runtime;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadRow;

import java.util.Optional;

/// Finds the run of a journal entry. A tool call's thread leaves the table when it is answered;
/// then its answer, which is on the caller's thread and comes soon after, says it.
final class RunOfEntry {
    /// Entries between a call and its answer that are looked at: all the calls of an answer and
    /// what they lead to. Beyond that the run is not told rather than searched for.
    private static final int LOOK_AHEAD = 512;

    private static final int PAGE = 16;

    private RunOfEntry() {}

    static Optional<RunId> in(KernelState state, JournalEntry entry) {
        return run(state, entry).or(() -> answer(state, entry).flatMap(found -> run(state, found)));
    }

    private static Optional<RunId> run(KernelState state, JournalEntry entry) {
        return state.threads().get(entry.message().thread()).flatMap(ThreadRow::run);
    }

    private static Optional<JournalEntry> answer(KernelState state, JournalEntry request) {
        var cursor = JournalCursor.at(request.lsn());
        for (int seen = 0; seen < LOOK_AHEAD; seen += PAGE) {
            var found =
                    cursor.next(state).stream()
                            .filter(
                                    entry ->
                                            entry.message()
                                                    .answers()
                                                    .equals(Optional.of(request.message().id())))
                            .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}

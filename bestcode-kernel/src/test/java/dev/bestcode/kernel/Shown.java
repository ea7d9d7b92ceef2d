package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that a reader can be shown of a state of the [Workload], contents included.
/// @param journal by LSN
/// @param byId the same entries, each looked up by its message
/// @param byThread the entries of each thread, as its chain has them
/// @param contents of pages, their summaries, and handlers' states
record Shown(
        List<JournalEntry> journal,
        List<Optional<JournalEntry>> byId,
        List<JournalEntry> byThread,
        List<Optional<Bytes>> contents) {
    private static final int ALL = 1_000;

    static Shown of(KernelState state) {
        var journal = state.journal().from(1, ALL);
        var byId = new ArrayList<Optional<JournalEntry>>();
        for (var entry : journal) {
            byId.add(state.journal().get(entry.message().id()));
        }
        var byThread = new ArrayList<JournalEntry>();
        var contents = new ArrayList<Optional<Bytes>>();
        for (long id = 1; id <= Workload.THREADS_MAX; id++) {
            byThread.addAll(state.journal().last(new ThreadId(id), ALL));
            contents.add(state.handlerState(new ThreadId(id), "coder"));
        }
        for (long id = 1; id <= Workload.PAGES_MAX; id++) {
            contents.add(state.contexts().content(new SegmentId(id)));
            contents.add(state.contexts().summary(new SegmentId(id)));
        }
        return new Shown(journal, byId, byThread, List.copyOf(contents));
    }
}

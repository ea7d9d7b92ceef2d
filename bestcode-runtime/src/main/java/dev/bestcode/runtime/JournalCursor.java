package dev.bestcode.runtime;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/// A place in a journal: goes through it in order, each entry once, whatever number of them one
/// transaction holds. Not safe for several threads.
final class JournalCursor {
    /// Entries carry their payloads, so a page is small; a larger one reads no faster.
    private static final int PAGE = 16;

    private long lsn;

    /// How many entries of that transaction lie before this place.
    private int passed;

    private JournalCursor(long lsn, int passed) {
        this.lsn = lsn;
        this.passed = passed;
    }

    static JournalCursor at(long lsn) {
        return new JournalCursor(lsn, 0);
    }

    /// Before the last `count` entries that are wanted, or all of them.
    static JournalCursor beforeLast(KernelState state, int count, Predicate<JournalEntry> wanted) {
        for (long window = 4L * count + 1; ; window *= 2) {
            long from = Math.max(1, state.lsn() + 1 - window);
            var places = lastPlaces(state, from, count, wanted);
            if (places.size() == count && count > 0) {
                return places.getFirst();
            }
            if (from == 1) {
                return count == 0 ? at(state.lsn() + 1) : at(1);
            }
        }
    }

    private static ArrayDeque<JournalCursor> lastPlaces(
            KernelState state, long from, int count, Predicate<JournalEntry> wanted) {
        var places = new ArrayDeque<JournalCursor>();
        var cursor = at(from);
        var place = at(from);
        for (var page = cursor.next(state); !page.isEmpty(); page = cursor.next(state)) {
            for (var entry : page) {
                place.pass(entry);
                if (wanted.test(entry)) {
                    places.add(new JournalCursor(entry.lsn(), place.passed - 1));
                }
                if (places.size() > count) {
                    places.removeFirst();
                }
            }
        }
        return places;
    }

    /// The next entries, at most a page; empty at the end of this state.
    List<JournalEntry> next(KernelState state) {
        var entries = state.journal().from(lsn, passed + PAGE);
        var page = entries.subList(Math.min(passed, entries.size()), entries.size());
        page.forEach(this::pass);
        return page;
    }

    private void pass(JournalEntry entry) {
        passed = entry.lsn() == lsn ? passed + 1 : 1;
        lsn = entry.lsn();
    }
}

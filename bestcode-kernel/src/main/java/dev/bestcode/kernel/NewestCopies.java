package dev.bestcode.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Which of some segments are the log: a copy takes the place of every file of a lower generation
/// whose first LSN lies in its range.
/// @param newest by their first LSNs
/// @param replaced the others
record NewestCopies<T>(List<T> newest, List<T> replaced) {
    /// What the choice depends on.
    /// @param lastLsn of a copy; of no meaning for a file that is or was written to
    record Range(long firstLsn, int generation, long lastLsn) {
        private boolean replaces(Range old) {
            return generation > old.generation && old.firstLsn <= lastLsn;
        }
    }

    static <T> NewestCopies<T> of(Collection<T> segments, Function<T, Range> range) {
        var sorted = new ArrayList<>(segments);
        sorted.sort(
                Comparator.<T>comparingLong(segment -> range.apply(segment).firstLsn())
                        .thenComparing(
                                segment -> range.apply(segment).generation(),
                                Comparator.reverseOrder()));
        var newest = new ArrayList<T>();
        var replaced = new ArrayList<T>();
        for (var segment : sorted) {
            boolean old =
                    !newest.isEmpty()
                            && range.apply(newest.getLast()).replaces(range.apply(segment));
            (old ? replaced : newest).add(segment);
        }
        return new NewestCopies<>(List.copyOf(newest), List.copyOf(replaced));
    }
}

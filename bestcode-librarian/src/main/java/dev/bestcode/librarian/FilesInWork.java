package dev.bestcode.librarian;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// How lately the files were named that a turn worked on. What a turn brought is needed again when
/// its file is taken up again, however long ago it was read.
final class FilesInWork {
    /// A path that more than this part of all turns name, such as the project's own folder, tells
    /// none of them apart.
    private static final double EVERYWHERE_PART = 0.3;

    /// In a short conversation every path is in a large part of the turns.
    private static final int TURNS_MIN = 3;

    private static final class Path {
        private int turns;
        private int newest;
    }

    private final Map<Integer, Set<Integer>> named = new TreeMap<>();
    private final Map<Integer, Path> paths = new HashMap<>();
    private final double turnsMax;

    /// @param all in any order; what was said in them tells which files were worked on
    FilesInWork(List<Candidate> all) {
        Set<Integer> turns = new HashSet<>();
        for (var candidate : all) {
            turns.add(candidate.turn());
            for (int term : candidate.said()) {
                if (TermKind.of(term) == TermKind.PATH) {
                    named.computeIfAbsent(candidate.turn(), _ -> new HashSet<>()).add(term);
                }
            }
        }
        turnsMax = Math.max(TURNS_MIN, EVERYWHERE_PART * turns.size());
        named.forEach(
                (turn, terms) ->
                        terms.forEach(
                                term -> {
                                    var path = paths.computeIfAbsent(term, _ -> new Path());
                                    path.turns++;
                                    path.newest = turn;
                                }));
    }

    /// @return the newest turn that names a file which this one names too; 0 if it names none
    int newest(int turn) {
        return named.getOrDefault(turn, Set.of()).stream()
                .map(paths::get)
                .filter(path -> path.turns <= turnsMax)
                .mapToInt(path -> path.newest)
                .max()
                .orElse(0);
    }
}

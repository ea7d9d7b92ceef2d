package dev.bestcode.organism;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The problems of all files of one reading: files in the order in which they were opened, each
/// from its top to its end.
final class Report {
    /// More than anybody reads, and few enough that a hostile file cannot make reporting slow.
    static final int LISTED_MAX = 1_000;

    private final Map<String, List<OrganismProblem>> byFile = new LinkedHashMap<>();
    private int listed;
    private int unlisted;

    /// Where the problems of a file go.
    Problems of(String file) {
        byFile.computeIfAbsent(file, _ -> new ArrayList<>());
        return new Problems(file, this);
    }

    void add(OrganismProblem problem) {
        if (isFull()) {
            unlisted++;
        } else {
            byFile.computeIfAbsent(problem.file(), _ -> new ArrayList<>()).add(problem);
            listed++;
        }
    }

    boolean isFull() {
        return listed == LISTED_MAX;
    }

    void throwIfAny() {
        if (listed > 0) {
            throw new OrganismException(sorted());
        }
    }

    private List<OrganismProblem> sorted() {
        var all = new ArrayList<OrganismProblem>();
        for (var problems : byFile.values()) {
            problems.sort(Comparator.comparing(p -> new Position(p.line(), p.column())));
            all.addAll(problems);
        }
        if (unlisted > 0) {
            var last = all.getLast();
            var message = "%,d more problems; mend those above first".formatted(unlisted);
            all.add(
                    new OrganismProblem(
                            last.file(), last.line(), last.column(), message, Optional.empty()));
        }
        return all;
    }
}

package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Collects the problems of one file, so that they are reported in one go.
final class Problems {
    /// More than anybody reads, and few enough that a hostile file cannot make reporting slow.
    static final int LISTED_MAX = 1_000;

    private final String file;
    private final List<OrganismProblem> problems = new ArrayList<>();
    private int unlisted;

    Problems(String file) {
        this.file = file;
    }

    void add(Position at, String message) {
        add(at, message, Optional.empty());
    }

    void add(Node at, String message) {
        add(Position.of(at), message);
    }

    /// Add with the nearest of the words that are allowed there, if one is near.
    void add(Node at, String message, String word, Collection<String> allowed) {
        boolean listed = problems.size() < LISTED_MAX;
        add(Position.of(at), message, listed ? Suggestion.of(word, allowed) : Optional.empty());
    }

    /// What is found so far, together with something that ends the reading.
    OrganismException fatal(Position at, String message) {
        add(at, message);
        return exception();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw exception();
        }
    }

    private void add(Position at, String message, Optional<String> suggestion) {
        if (problems.size() == LISTED_MAX) {
            unlisted++;
        } else {
            problems.add(new OrganismProblem(file, at.line(), at.column(), message, suggestion));
        }
    }

    private OrganismException exception() {
        var sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(p -> new Position(p.line(), p.column())));
        if (unlisted > 0) {
            var last = sorted.getLast();
            var message = "%,d more problems; mend those above first".formatted(unlisted);
            sorted.add(
                    new OrganismProblem(
                            file, last.line(), last.column(), message, Optional.empty()));
        }
        return new OrganismException(sorted);
    }
}

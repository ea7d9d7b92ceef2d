package dev.bestcode.organism;

import org.yaml.snakeyaml.nodes.Node;

import java.util.Collection;
import java.util.Optional;

/// Takes the problems of one file, so that all are reported in one go.
final class Problems {
    private final String file;
    private final Report report;
    private boolean any;

    Problems(String file, Report report) {
        this.file = file;
        this.report = report;
    }

    /// The file's name as messages show it.
    String file() {
        return file;
    }

    void add(Position at, String message) {
        add(at, message, Optional.empty());
    }

    void add(Node at, String message) {
        add(Position.of(at), message);
    }

    /// Add with the nearest of the words that are allowed there, if one is near.
    void add(Node at, String message, String word, Collection<String> allowed) {
        var suggestion = report.isFull() ? Optional.<String>empty() : Suggestion.of(word, allowed);
        add(Position.of(at), message, suggestion);
    }

    /// Add what ends the reading of the file.
    StopReading fatal(Position at, String message) {
        add(at, message);
        return new StopReading();
    }

    void stopIfAny() {
        if (any) {
            throw new StopReading();
        }
    }

    private void add(Position at, String message, Optional<String> suggestion) {
        any = true;
        report.add(new OrganismProblem(file, at.line(), at.column(), message, suggestion));
    }
}

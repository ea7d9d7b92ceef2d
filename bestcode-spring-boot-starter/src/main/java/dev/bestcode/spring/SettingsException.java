package dev.bestcode.spring;

import java.util.List;

/// Properties and beans of which no system can be made: everything that is wrong with them, at
/// once.
final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    /// @param what a sentence, with the property's name
    /// @param advice what to do about it
    record Problem(String what, String advice) {}

    /// @param problems at least one
    SettingsException(List<Problem> problems) {
        super(String.join("; ", problems.stream().map(Problem::what).toList()));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }
}

package dev.bestcode.security;

import java.util.List;

/// Profiles that cannot be compiled. All problems at once, so that one look at the file mends them.
public final class ProfileProblemsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    ProfileProblemsException(List<String> problems) {
        super(
                "%d problem(s) in the profiles:%n%s"
                        .formatted(problems.size(), String.join(System.lineSeparator(), problems)));
        this.problems = List.copyOf(problems);
    }

    /// Each names the profile or listener, what is wrong, and what would be right.
    public List<String> problems() {
        return problems;
    }
}

package dev.bestcode.runtime;

import java.util.List;

/// A system that cannot be assembled: everything that is wrong with it, at once.
public final class WiringException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    WiringException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence each, in the order found.
    public List<String> problems() {
        return problems;
    }
}

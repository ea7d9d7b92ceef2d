package dev.bestcode.organism;

import java.util.List;
import java.util.stream.Collectors;

/// An organism file that cannot be used. The message has one line for each problem.
public final class OrganismException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<OrganismProblem> problems;

    /// @param problems at least one
    public OrganismException(List<OrganismProblem> problems) {
        super(problems.stream().map(OrganismProblem::toString).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a refused file has at least one problem; got none");
        }
        this.problems = List.copyOf(problems);
    }

    /// All of them, from the top of the file to its end.
    public List<OrganismProblem> problems() {
        return problems;
    }
}

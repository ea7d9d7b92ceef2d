package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bestcode.api.organism.Organism;

import java.nio.file.Path;
import java.util.List;

/// What the tests of this module say to the reader, and how they see its answer.
final class Reading {
    /// No test that names it reads a file from it.
    static final Path NOWHERE = Path.of("no-such-directory");

    private Reading() {}

    static Organism read(String yaml) {
        return OrganismYaml.parse(yaml, NOWHERE);
    }

    /// The problems as people see them.
    static List<String> problems(String yaml) {
        return problems(yaml, NOWHERE);
    }

    static List<String> problems(String yaml, Path baseDirectory) {
        return lines(refusal(() -> OrganismYaml.parse(yaml, baseDirectory)));
    }

    static OrganismException refusal(Runnable reading) {
        var refusal = catchThrowableOfType(OrganismException.class, reading::run);
        if (refusal == null) {
            throw new AssertionError("expected problems, but it was read without any");
        }
        return refusal;
    }

    static List<String> lines(OrganismException refusal) {
        return refusal.problems().stream().map(OrganismProblem::toString).toList();
    }
}

package dev.bestcode.security;

import java.io.Serial;

/// A file of argument policies that does not say what it should.
final class PolicyProblemException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    PolicyProblemException(String file, int line, String problem) {
        super("%s, line %d: %s".formatted(file, line, problem));
    }
}

package dev.bestcode.api.kernel;

import java.util.regex.Pattern;

/// Names a run, the unit that a person resumes, forks or rewinds: 1 to 64 of `a-z 0-9 -`.
/// Drawn at random, so runs of several kernel directories do not meet.
public record RunId(String value) {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public RunId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "run id is '" + value + "'; allowed: 1 to 64 of a-z, 0-9 and -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

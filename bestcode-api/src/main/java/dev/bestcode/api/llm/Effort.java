package dev.bestcode.api.llm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How hard a model is to think, in the words of its providers. Not every model takes each of them.
public enum Effort {
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX;

    /// As providers, files and people say it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @return nothing when none is called so
    public static Optional<Effort> ofWord(String word) {
        return Arrays.stream(values()).filter(effort -> effort.word().equals(word)).findFirst();
    }
}

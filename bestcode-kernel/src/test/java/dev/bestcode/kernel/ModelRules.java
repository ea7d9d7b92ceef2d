package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// What the model asks of an op, and how it says no.
final class ModelRules {
    private ModelRules() {}

    static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new CommitRejectedException(otherwise);
        }
    }

    static <T> T known(@Nullable T value, Object id) {
        return Optional.ofNullable(value)
                .orElseThrow(() -> new CommitRejectedException(id + " is unknown"));
    }
}

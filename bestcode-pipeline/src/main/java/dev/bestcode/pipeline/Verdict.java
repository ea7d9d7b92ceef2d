package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;

/// What admission says of a payload on its way in.
sealed interface Verdict {
    record Admitted(Canonical payload) implements Verdict {}

    record Rejected(Failure failure) implements Verdict {
        public Rejected {
            failure = Excerpt.of(failure);
        }
    }
}

package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;
import dev.bestcode.api.security.Permission;

/// What admission says of a payload on its way in.
sealed interface Verdict {
    record Admitted(Canonical payload, Permission permission) implements Verdict {}

    record Rejected(Failure failure) implements Verdict {
        public Rejected {
            failure = Excerpt.of(failure);
        }
    }
}

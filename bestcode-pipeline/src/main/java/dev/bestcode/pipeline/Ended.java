package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;

/// How a delivery came to its end, attempts included.
sealed interface Ended {
    /// The handler answered; never with a retry.
    record Responded(HandlerResponse response) implements Ended {}

    /// It did not: thrown, overdue, stopped, denied.
    record Broke(Failure failure) implements Ended {
        public Broke {
            failure = Excerpt.of(failure);
        }
    }

    static Broke broke(Failure.Kind kind, String message) {
        return new Broke(new Failure(kind, message));
    }
}

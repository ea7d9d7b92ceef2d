package dev.bestcode.api.message;

import java.time.Duration;

/// How a delivery ended.
public sealed interface Outcome {
    /// The input is delivered; outgoing messages and ops count.
    record Done() implements Outcome {}

    /// The request cannot be answered; the caller reads the failure.
    record Failed(Failure failure) implements Outcome {}

    /// Deliver the same message again after a delay; this attempt stays on record.
    record RetryAfter(Duration delay, String reason) implements Outcome {
        public RetryAfter {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay is " + delay + "; allowed from 0");
            }
        }
    }
}

package dev.bestcode.api.llm;

import java.time.Duration;
import java.util.Optional;

/// No whole answer came. The message says what happened and what to do; it never holds a key.
public sealed class LlmException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LlmException(String message) {
        super(message);
    }

    /// Worth another attempt: overload, rate limit, a broken or silent connection.
    public static final class Transient extends LlmException {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> retryAfter;

        public Transient(String message, Optional<Duration> retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /// How long the provider asked to wait.
        public Optional<Duration> retryAfter() {
            return retryAfter;
        }
    }

    /// The same request would fail again: a wrong key, a malformed request, an unknown model.
    public static final class Permanent extends LlmException {
        private static final long serialVersionUID = 1L;

        public Permanent(String message) {
            super(message);
        }
    }
}

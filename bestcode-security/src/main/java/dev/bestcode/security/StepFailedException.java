package dev.bestcode.security;

import java.io.IOException;
import java.io.Serial;

/// A step of a spawner that the kernel refused.
final class StepFailedException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    private final int errno;

    StepFailedException(String what, int errno) {
        super(what + ": " + Errno.words(errno));
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}

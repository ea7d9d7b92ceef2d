package dev.bestcode.cli;

import dev.bestcode.api.control.RunStatus;

/// What a command's exit status means (README).
final class ExitCode {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int CONFIGURATION = 3;
    static final int LIMIT = 4;
    static final int REFUSED = 5;
    static final int PROVIDER = 6;
    static final int KERNEL = 7;
    static final int INTERRUPTED = 130;

    private ExitCode() {}

    static int of(RunStatus status) {
        return switch (status) {
            case DONE -> OK;
            case FAILED -> FAILED;
            case LIMIT_REACHED, OUT_OF_BUDGET -> LIMIT;
            case REFUSED -> REFUSED;
            case PROVIDER_FAILED -> PROVIDER;
            case STOPPED -> INTERRUPTED;
        };
    }
}

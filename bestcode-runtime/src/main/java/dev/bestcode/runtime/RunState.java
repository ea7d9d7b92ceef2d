package dev.bestcode.runtime;

import dev.bestcode.api.control.RunStatus;

import java.util.Locale;

/// Where a run stands.
public enum RunState {
    /// Its task is under way in a live process.
    RUNNING,
    /// Its task waits for a person's answer; in a live process, or for one that goes on with it.
    NEEDS_APPROVAL,
    /// Its task was left open by a process that has ended.
    INTERRUPTED,
    DONE,
    FAILED,
    LIMIT_REACHED,
    OUT_OF_BUDGET,
    REFUSED,
    PROVIDER_FAILED,
    STOPPED;

    static RunState of(RunStatus status) {
        return switch (status) {
            case DONE -> DONE;
            case FAILED -> FAILED;
            case LIMIT_REACHED -> LIMIT_REACHED;
            case OUT_OF_BUDGET -> OUT_OF_BUDGET;
            case REFUSED -> REFUSED;
            case PROVIDER_FAILED -> PROVIDER_FAILED;
            case STOPPED -> STOPPED;
        };
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of that name
    public static RunState ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}

package dev.bestcode.runtime;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a peer may ask for.
enum ControlOp {
    INFO,
    STATS,
    RUNS,
    EXPLAIN,
    JOURNAL,
    TAIL,
    EVENTS,
    SUBMIT,
    FOLLOW_UP,
    RESUME,
    STOP,
    APPROVALS,
    APPROVE;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of that name
    static ControlOp ofWireName(String name) {
        return Arrays.stream(values())
                .filter(op -> op.wireName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "op '%s' is unknown; there are %s".formatted(name, all())));
    }

    private static String all() {
        return Arrays.stream(values()).map(ControlOp::wireName).collect(Collectors.joining(", "));
    }
}

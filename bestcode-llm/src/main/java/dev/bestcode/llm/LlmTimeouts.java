package dev.bestcode.llm;

import java.time.Duration;

/// How long a request may take, each more than zero.
/// @param connect until the connection stands
/// @param firstByte from the start until the answer's head
/// @param idle between two pieces of the answer
/// @param total for all of it
public record LlmTimeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    /// A provider pings well within the idle time while a model thinks.
    public static final LlmTimeouts DEFAULT =
            new LlmTimeouts(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(600));

    public LlmTimeouts {
        require("connect", connect);
        require("first byte", firstByte);
        require("idle", idle);
        require("total", total);
    }

    private static void require(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(
                    name + " timeout is " + value + "; allowed: more than zero");
        }
    }
}

package dev.bestcode.llm;

import java.time.Duration;

/// How long a request may take, each more than zero and at most [#MAX].
/// @param connect until the connection stands
/// @param firstByte from the start until the answer's head
/// @param idle between two pieces of the answer
/// @param total for all of it
public record LlmTimeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {
    /// As long as a person may let an approval wait: a slow machine may think that long about a
    /// long conversation, and a request that hangs ends within a day.
    public static final Duration MAX = Duration.ofHours(24);

    /// A provider pings well within the idle time while a model thinks. One on a slow machine of
    /// one's own does not, and needs more.
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

    public LlmTimeouts withConnect(Duration limit) {
        return new LlmTimeouts(limit, firstByte, idle, total);
    }

    public LlmTimeouts withFirstByte(Duration limit) {
        return new LlmTimeouts(connect, limit, idle, total);
    }

    public LlmTimeouts withIdle(Duration limit) {
        return new LlmTimeouts(connect, firstByte, limit, total);
    }

    public LlmTimeouts withTotal(Duration limit) {
        return new LlmTimeouts(connect, firstByte, idle, limit);
    }

    private static void require(String name, Duration value) {
        if (!value.isPositive() || value.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "%s timeout is %s; allowed: more than zero, up to %s"
                            .formatted(name, value, MAX));
        }
    }
}

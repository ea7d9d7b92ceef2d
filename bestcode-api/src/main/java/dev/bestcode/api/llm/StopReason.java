package dev.bestcode.api.llm;

import java.util.Locale;

/// Why a model stopped.
public enum StopReason {
    END_TURN,
    TOOL_USE,
    /// The answer's own bound.
    MAX_TOKENS,
    STOP_SEQUENCE,
    /// The provider paused a long turn; sent back as it is, it goes on.
    PAUSE_TURN,
    REFUSAL,
    /// The conversation no longer fits the model's window.
    MODEL_CONTEXT_WINDOW_EXCEEDED,
    /// A reason that this version does not know.
    OTHER;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static StopReason ofWireName(String name) {
        for (var reason : values()) {
            if (reason.wireName().equals(name)) {
                return reason;
            }
        }
        return OTHER;
    }
}

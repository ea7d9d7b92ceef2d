package dev.bestcode.mcp;

import java.io.Serial;

/// A server that cannot be had. The message says which, why, and what it printed.
public final class McpException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    McpException(String message) {
        super(message);
    }

    McpException(McpFailure cause) {
        super(cause.words(), cause);
    }
}

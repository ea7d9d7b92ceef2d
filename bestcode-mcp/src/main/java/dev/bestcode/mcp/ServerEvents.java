package dev.bestcode.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Reads server-sent events, and remembers from one stream to the next that goes on with it where
/// the server was and how long it wants to be left alone. For one worker.
/// @see "WHATWG HTML, section 9.2.6, interpreting an event stream"
final class ServerEvents {
    private final Inflow inflow;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String type = "";
    private boolean afterCarriageReturn;
    private Optional<String> lastId = Optional.empty();
    private Duration retry = Bounds.RETRY_DEFAULT;

    ServerEvents(Inflow inflow) {
        this.inflow = inflow;
    }

    /// Where the server was; empty where it does not number its events.
    Optional<String> lastId() {
        return lastId;
    }

    /// How long to wait before the next stream is opened.
    Duration retry() {
        return retry;
    }

    /// A stream begins.
    void begin() {
        line.reset();
        data.setLength(0);
        type = "";
        afterCarriageReturn = false;
    }

    /// The next message; events of other kinds and those without data are passed over.
    /// @return empty at the end of the stream
    Optional<String> next(InputStream in) throws IOException, McpFailure {
        for (int b = in.read(); b >= 0; b = in.read()) {
            inflow.came(line.size() + data.length());
            boolean ends = b == '\n' || b == '\r';
            boolean endedBefore = b == '\n' && afterCarriageReturn;
            afterCarriageReturn = b == '\r';
            if (!ends) {
                line.write(b);
            } else if (!endedBefore) {
                var message = endLine();
                if (message.isPresent()) {
                    return message;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> endLine() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            return dispatched();
        }
        int colon = text.indexOf(':');
        var name = colon < 0 ? text : text.substring(0, colon);
        var rest = colon < 0 ? "" : text.substring(colon + 1);
        var value = rest.startsWith(" ") ? rest.substring(1) : rest;
        switch (name) {
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
            case "event" -> type = value;
            case "id" -> {
                if (value.length() <= Bounds.NAME_CHARS_MAX) {
                    lastId = Optional.of(value).filter(id -> !id.isEmpty());
                }
            }
            case "retry" -> {
                if (value.matches("[0-9]{1,9}")) {
                    retry = bounded(Duration.ofMillis(Long.parseLong(value)));
                }
            }
            default -> {
                // Comments have an empty name; unknown fields mean nothing.
            }
        }
        return Optional.empty();
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(Bounds.RETRY_MIN) < 0
                ? Bounds.RETRY_MIN
                : asked.compareTo(Bounds.RETRY_MAX) > 0 ? Bounds.RETRY_MAX : asked;
    }

    private Optional<String> dispatched() {
        var message =
                Optional.of(data.toString())
                        .filter(text -> !text.isBlank())
                        .filter(_ -> type.isEmpty() || type.equals("message"));
        data.setLength(0);
        type = "";
        return message;
    }
}

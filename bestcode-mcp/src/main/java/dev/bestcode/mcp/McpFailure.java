package dev.bestcode.mcp;

import java.io.Serial;

/// A server that did not do what it should have. The message names the server, says what it did and
/// what to do.
final class McpFailure extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final Kind kind;

    /// What went wrong.
    enum Kind {
        /// It was not started, or not reached.
        UNREACHABLE("cannot be reached"),
        /// It ended in the middle.
        ENDED("ended"),
        /// It did not answer in time.
        SILENT("did not answer in time"),
        /// It sent more than it may.
        FLOODED("sent too much"),
        /// It answered what was not asked.
        WRONG_ANSWER("answered what was not asked"),
        /// It sent what is no message, or an answer of another form.
        MALFORMED("sent what cannot be read"),
        /// Its result is not what its own schema says.
        SCHEMA("broke its own schema"),
        /// A tool is not as it was pinned.
        CHANGED("changed a tool"),
        /// It answered with an error.
        REFUSED("refused");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    McpFailure(String server, Kind kind, String what) {
        super("server '%s' %s: %s".formatted(server, kind.words, what));
        this.kind = kind;
    }

    McpFailure(String server, Kind kind, String what, Throwable cause) {
        super("server '%s' %s: %s".formatted(server, kind.words, what), cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /// The sentence.
    String words() {
        return String.valueOf(getMessage());
    }
}

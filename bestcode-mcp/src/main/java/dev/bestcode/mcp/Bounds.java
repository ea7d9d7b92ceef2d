package dev.bestcode.mcp;

import java.time.Duration;

/// What no organism can widen: a server is not trusted to stop by itself.
final class Bounds {
    /// One message: an image of a few megabytes as base64.
    static final int MESSAGE_BYTES_MAX = 8 << 20;

    /// All that a server sends between two requests, progress included.
    static final long BYTES_BETWEEN_REQUESTS_MAX = 32L << 20;

    static final int MESSAGES_BETWEEN_REQUESTS_MAX = 10_000;

    /// Requests that wait for a program to read.
    static final int WAITING_MAX = 256;

    /// Pages of a list of tools, so that a server cannot go on for ever with empty ones.
    static final int PAGES_MAX = 64;

    /// Tools that are looked at; how many are offered is the organism's to say.
    static final int LISTED_MAX = 2_000;

    static final int DESCRIPTION_CHARS_MAX = 2_000;

    /// In canonical form.
    static final int SCHEMA_BYTES_MAX = 32 * 1024;

    /// Of what a program prints as errors, its end.
    static final int ERRORS_CHARS_MAX = 2_000;

    /// An image or a document as a model takes them, decoded.
    static final int MEDIA_BYTES_MAX = 5_000_000;

    /// Parts of one result; the rest is counted.
    static final int PARTS_MAX = 100;

    /// Lines of one list of resources or prompts; the next call goes on.
    static final int LIST_LINES_MAX = 200;

    /// Questions of one call to a person; the rest is declined.
    static final int INQUIRIES_MAX = 10;

    /// All that people may take for the questions of one call.
    static final Duration PERSON_WAIT = Duration.ofMinutes(10);

    static final int PROMPT_ARGUMENTS_MAX = 20;

    static final int URI_CHARS_MAX = 500;

    static final int NAME_CHARS_MAX = 200;

    static final int SENTENCE_CHARS_MAX = 500;

    /// Conversations with one server at once, one for each run.
    static final int SESSIONS_MAX = 16;

    /// How often a client of ours is told how far a call is.
    static final int STEPS_MAX = 1_000;

    /// Streams of events that are opened one after the other for one answer.
    static final int STREAMS_MAX = 1_000;

    /// How long a server may have itself left alone before its next stream, and how long it is
    /// where it does not say.
    static final Duration RETRY_MIN = Duration.ofMillis(100);

    static final Duration RETRY_DEFAULT = Duration.ofSeconds(1);

    static final Duration RETRY_MAX = Duration.ofMinutes(1);

    /// Until a program that was told to end is ended.
    static final Duration GRACE = Duration.ofSeconds(1);

    private Bounds() {}
}

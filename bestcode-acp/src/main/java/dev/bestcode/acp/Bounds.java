package dev.bestcode.acp;

import java.time.Duration;

/// What an editor may ask of one process. It belongs to the user, but what it sends may come from
/// anywhere.
final class Bounds {
    /// One line: a task of [#PROMPT_CHARS_MAX] characters, each escaped, and what stands around it.
    static final int LINE_BYTES_MAX = 8 << 20;

    /// As much as a task on standard input.
    static final int PROMPT_CHARS_MAX = 1 << 20;

    /// Each has a system of its own.
    static final int SESSIONS_MAX = 16;

    /// Of the editor's, under way at once; a prompt is one as long as its task lasts.
    static final int REQUESTS_MAX = 64;

    /// Of ours, without an answer.
    static final int QUESTIONS_MAX = 256;

    /// Journal entries of a run's own thread that are shown when it is reopened, the newest.
    static final int HISTORY_ENTRIES_MAX = 5_000;

    /// Sessions of one page of the list; there is no second page.
    static final int LISTED_MAX = 500;

    /// Of a call's subject in its title, and of a mode's or a server's name.
    static final int TITLE_CHARS_MAX = 120;

    /// Parts of one change that are shown as changes.
    static final int HUNKS_MAX = 50;

    /// Until the last of a task's events has come after its end is known.
    static final Duration LAST_EVENT = Duration.ofSeconds(10);

    /// Until what is under way has ended in order when the editor is gone.
    static final Duration GRACE = Duration.ofSeconds(20);

    private Bounds() {}
}

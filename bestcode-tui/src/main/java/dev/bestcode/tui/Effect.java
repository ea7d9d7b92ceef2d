package dev.bestcode.tui;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

/// Something that is to be done after an update of the model, outside of it.
sealed interface Effect {
    /// @param typed what comes back when it is refused
    record Submit(String task, String typed) implements Effect {}

    /// @param typed as of [Submit]
    record FollowUp(RunId run, String text, String typed) implements Effect {}

    /// @param run empty text for the newest that was left open
    record Resume(String run) implements Effect {}

    /// @param message its number; empty text for the last task, or for all
    record GoBack(Way way, RunId run, String message) implements Effect {}

    /// @param call its number, or the model's id of it
    record Explain(RunId run, String call) implements Effect {}

    enum Way {
        REWIND,
        FORWARD,
        FORK
    }

    record Stop(RunId run) implements Effect {}

    record Answer(MessageId question, ApprovalAnswer answer) implements Effect {}

    record ReadOlder(RunId run, ThreadId thread, long before) implements Effect {}

    record ReadNewer(RunId run, ThreadId thread, long after) implements Effect {}

    record ReadContext(ThreadId thread) implements Effect {}

    record NameThread(ThreadId thread) implements Effect {}

    record Copy(String text) implements Effect {}

    record CheckOrganism(String text) implements Effect {}

    record SaveOrganism(String text) implements Effect {}

    record Redraw() implements Effect {}

    record Quit() implements Effect {}
}

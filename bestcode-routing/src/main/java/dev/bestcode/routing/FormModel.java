package dev.bestcode.routing;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.UntrustedBytes;

/// A rung of the ladder that thinks. Called by many workers at once.
public interface FormModel {
    /// @param bytes whatever came; nobody has looked at it. Empty for no answer.
    /// @param usage what it cost
    record Answer(UntrustedBytes bytes, Usage usage) {}

    /// For the record of who filled a form.
    String name();

    /// Ask for the arguments of a call as one JSON object, in bounded time.
    /// @param prompt says all there is to know
    /// @throws InterruptedException when the caller was interrupted
    Answer answer(String prompt) throws InterruptedException;
}

package dev.bestcode.routing;

import dev.bestcode.api.message.UntrustedBytes;

/// A rung of the ladder that thinks. Called by many workers at once.
public interface FormModel {
    /// For the record of who filled a form.
    String name();

    /// Ask for the arguments of a call as one JSON object.
    /// @param prompt says all there is to know
    /// @return whatever came; nobody has looked at it. Empty bytes for no answer.
    /// @throws InterruptedException when the caller was interrupted
    UntrustedBytes answer(String prompt) throws InterruptedException;
}

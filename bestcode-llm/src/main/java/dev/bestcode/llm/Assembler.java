package dev.bestcode.llm;

import dev.bestcode.api.json.JsonObject;

import java.util.Optional;

/// Puts a message together from the events of its stream, in one dialect.
interface Assembler {
    /// Take the next event.
    /// @param type what it says it is, else its name
    /// @throws IllegalArgumentException when the event does not fit those before it
    /// @throws dev.bestcode.api.json.JsonException when what it completes is not JSON
    void accept(String type, JsonObject event);

    /// The whole message, once it is there.
    Optional<Answer> answer();

    /// The message when the stream has ended in good order; empty when it is not whole.
    /// @throws IllegalArgumentException when what came cannot be a message
    /// @throws dev.bestcode.api.json.JsonException when what came is not JSON
    Optional<Answer> atEnd();
}

package dev.bestcode.testkit;

import java.util.List;
import java.util.Optional;

/// How one kind of provider is spoken to, and how it answers.
interface Dialect {
    /// An answer, written down.
    interface Written {
        /// In one piece.
        byte[] whole();

        /// As a stream, one element an event.
        List<byte[]> events();

        /// The events up to and with the first piece of text.
        List<byte[]> firstWords();
    }

    /// @param message the answer as Anthropic's Messages API has it
    Written write(MessageJson message);

    /// An event that holds this text, JSON or not.
    byte[] event(String data);

    byte[] errorEvent(String type, String message);

    /// The body of an answer with an error status.
    byte[] error(int status, String type, String message);

    /// What is wrong with a request, each with its place.
    List<String> problems(ReceivedRequest request);

    /// The key that a request carries.
    Optional<String> key(ReceivedRequest request);
}

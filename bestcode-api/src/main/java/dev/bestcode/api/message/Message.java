package dev.bestcode.api.message;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;

import java.util.Optional;

/// One message as the pipeline stamped it. Sender and thread are the pipeline's word, never the
/// payload's.
/// @param thread on which it is delivered
/// @param sender name of the listener that it comes from; `user` from outside, `system` from the
///     pipeline itself
/// @param listener name of the listener that it goes to
/// @param tag names the payload's type
/// @param answers the request that this answers; empty for a request
/// @param call the sender's own word for a request, repeated on its answer; empty text for none
/// @param payload the admitted bytes
public record Message(
        MessageId id,
        ThreadId thread,
        Kind kind,
        String sender,
        String listener,
        String tag,
        Optional<MessageId> answers,
        String call,
        Bytes payload) {
    /// The sender of what comes from outside, and the receiver of its answers.
    public static final String USER = "user";

    /// The sender of what the pipeline itself says.
    public static final String SYSTEM = "system";

    /// What a message is to its receiver.
    public enum Kind {
        REQUEST,
        ANSWER,
        /// A typed failure in place of an answer; its payload is a [Failure].
        FAILURE
    }
}

package dev.bestcode.api.message;

import java.time.Duration;

/// Takes deliveries for one listener. Called by one worker at a time for a thread, by many across
/// threads; no lock is held meanwhile.
/// The answer is bytes like any other: it comes back through the same checks as outside input.
public interface Handler {
    /// The payload that requests to this handler carry.
    PayloadType accepts();

    /// The payload of its replies.
    PayloadType answers();

    /// Whether it touches nothing outside the kernel, so that its input need not be forced first.
    default boolean effectFree() {
        return false;
    }

    /// Whether a delivery that a kill cut short may simply be made again when its run is resumed.
    /// Otherwise its caller is told that the outcome is unknown.
    default boolean repeatable() {
        return effectFree();
    }

    /// Whether it takes further requests of the user on a thread while one is open. It acknowledges
    /// them, and makes what it heard part of the open one.
    default boolean hearsMeanwhile() {
        return false;
    }

    /// How long one delivery may take at most; ten seconds later it is ended. As long as a model's
    /// answer or a command may take, unless said otherwise.
    default Duration timeLimit() {
        return Duration.ofMinutes(10);
    }

    /// Take a request, or an answer to an earlier [Outgoing.Send].
    /// A handler that throws has changed nothing; its caller reads a [Failure].
    HandlerResponse handle(Delivery delivery) throws InterruptedException;
}

package dev.bestcode.testkit;

import java.time.Duration;
import java.util.Optional;

/// A way in which a provider of models fails.
public sealed interface Fault {
    /// An error status with the provider's error body.
    record Status(int code, Optional<Duration> retryAfter) implements Fault {}

    /// A stream whose connection closes after so many bytes of its body.
    record CutAfterBytes(int bytes) implements Fault {}

    /// A stream that ends as if it were whole after so many bytes of its body, as behind a proxy.
    record EndAfterBytes(int bytes) implements Fault {}

    /// A connection that is reset in the middle of a stream.
    record Reset() implements Fault {}

    /// A stream with an event that is not JSON.
    record MalformedJson() implements Fault {}

    /// A whole stream with a tool call whose arguments are not JSON.
    record MalformedToolInput() implements Fault {}

    /// A connection that closes in the middle of a tool call's arguments.
    record CutInToolInput() implements Fault {}

    /// A stream that begins, then says nothing but a comment at each interval, for as long as the
    /// client listens.
    record Trickle(Duration interval) implements Fault {}

    /// A stream that begins, then stands still for so long and closes.
    record Stall(Duration time) implements Fault {}

    /// A connection that says nothing for so long and closes.
    record Silence(Duration time) implements Fault {}

    /// A web page with status 200.
    record HtmlPage() implements Fault {}

    /// An error event after the first text.
    record ErrorEvent(String type, String message) implements Fault {}

    static Fault status(int code) {
        return new Status(code, Optional.empty());
    }

    /// 429 that asks to wait.
    static Fault rateLimited(Duration retryAfter) {
        return new Status(429, Optional.of(retryAfter));
    }

    static Fault cutAfterBytes(int bytes) {
        return new CutAfterBytes(bytes);
    }

    static Fault endAfterBytes(int bytes) {
        return new EndAfterBytes(bytes);
    }

    static Fault reset() {
        return new Reset();
    }

    static Fault malformedJson() {
        return new MalformedJson();
    }

    static Fault malformedToolInput() {
        return new MalformedToolInput();
    }

    static Fault cutInToolInput() {
        return new CutInToolInput();
    }

    static Fault trickle(Duration interval) {
        return new Trickle(interval);
    }

    static Fault stall(Duration time) {
        return new Stall(time);
    }

    static Fault silence(Duration time) {
        return new Silence(time);
    }

    static Fault htmlPage() {
        return new HtmlPage();
    }

    /// @param type such as `overloaded_error`
    static Fault errorEvent(String type, String message) {
        return new ErrorEvent(type, message);
    }
}

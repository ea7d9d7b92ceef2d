package dev.bestcode.api.security;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;

/// A part that sends HTTP requests to one place and opens no socket itself: whoever assembles the
/// system hands it a client of its own, which reaches that place and nothing else.
/// @param <T> the part
public interface HttpUser<T> {
    /// Where every request goes, with scheme, host and port.
    URI destination();

    /// Whether a person named that place. If so, it may be on their own machine or network.
    boolean destinationTyped();

    /// How long it waits for a connection, more than zero.
    Duration connectTimeout();

    /// The same part on this way out; this one stays as it is. A part that was given a client by
    /// its user keeps that one.
    /// @param client quick to answer but for the first time, and not asked before a request
    T through(Supplier<HttpClient> client);
}

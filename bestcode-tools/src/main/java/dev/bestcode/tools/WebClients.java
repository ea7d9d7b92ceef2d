package dev.bestcode.tools;

import java.net.http.HttpClient;
import java.util.Optional;

/// Hands out the ways to the web. Safe from any worker.
public interface WebClients {
    /// Nowhere.
    WebClients NONE = _ -> Optional.empty();

    /// A client that follows no redirects and reaches what a profile opens for `web-fetch`, and
    /// nothing else; empty where it opens nothing.
    Optional<HttpClient> of(String profile);
}

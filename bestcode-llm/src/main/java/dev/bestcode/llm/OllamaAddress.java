package dev.bestcode.llm;

/// What `OLLAMA_HOST` says: a server reads it as the address to listen at, a client as the one to
/// go to, with or without scheme and port.
final class OllamaAddress {
    private static final String PORT = ":11434";

    private OllamaAddress() {}

    /// The base URL of its chat completions.
    static String baseUrl(String host) {
        var text = host.strip().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        var withScheme = text.contains("://") ? text : "http://" + text;
        var authority = withScheme.substring(withScheme.indexOf("://") + 3);
        boolean hasPort = authority.replaceFirst("^\\[[^]]*]", "").contains(":");
        boolean secure = withScheme.startsWith("https://"); // behind a proxy, at its own port
        return (hasPort || secure ? withScheme : withScheme + PORT)
                        // Listening everywhere, it is reached at home.
                        .replaceFirst("://0\\.0\\.0\\.0:", "://127.0.0.1:")
                + "/v1";
    }
}

package dev.bestcode.mcp;

import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.spec.HttpHeaders;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The requests to one address: with the headers of its listener, and what the server wants to be
/// told again with each. Safe from any worker.
final class HttpAddress {
    static final String EVENTS = "text/event-stream";
    static final String JSON = "application/json";

    private final String server;
    private final URI url;
    private final Map<String, String> headers;
    private final HttpClient client;
    private final Duration patience;
    private volatile Optional<String> conversation = Optional.empty();
    private volatile Optional<String> version = Optional.empty();

    /// @param headers of every request
    /// @param patience until a server begins to answer
    HttpAddress(
            String server,
            URI url,
            Map<String, String> headers,
            HttpClient client,
            Duration patience) {
        this.server = server;
        this.url = url;
        this.headers = Map.copyOf(headers);
        this.client = client;
        this.patience = patience;
    }

    /// The server has begun a conversation, and perhaps named it.
    void begun(HttpResponse<?> greeting) {
        conversation = greeting.headers().firstValue(HttpHeaders.MCP_SESSION_ID);
    }

    /// Which version of the protocol is spoken.
    void speaks(String agreed) {
        version = Optional.of(agreed);
    }

    HttpResponse<InputStream> post(byte[] message) throws IOException, InterruptedException {
        return send(
                request()
                        .header(HttpHeaders.CONTENT_TYPE, JSON)
                        .header(HttpHeaders.ACCEPT, JSON + ", " + EVENTS)
                        .POST(BodyPublishers.ofByteArray(message)));
    }

    /// @param lastId where the server was
    HttpResponse<InputStream> listen(Optional<String> lastId)
            throws IOException, InterruptedException {
        var request = request().header(HttpHeaders.ACCEPT, EVENTS);
        lastId.ifPresent(id -> request.header(HttpHeaders.LAST_EVENT_ID, id));
        return send(request.GET());
    }

    /// Tell the server that the conversation is over; it may not want to know.
    void end() {
        if (conversation.isEmpty()) {
            return;
        }
        try {
            var request = request().timeout(Bounds.GRACE).DELETE().build();
            var _ = client.send(request, BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // It finds out by itself.
        }
    }

    private HttpRequest.Builder request() {
        var request = HttpRequest.newBuilder(url).timeout(patience);
        headers.forEach(request::header);
        conversation.ifPresent(id -> request.header(HttpHeaders.MCP_SESSION_ID, id));
        version.ifPresent(it -> request.header(HttpHeaders.PROTOCOL_VERSION, it));
        return request;
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    static boolean is(String type, HttpResponse<?> response) {
        return response.headers()
                .firstValue(HttpHeaders.CONTENT_TYPE)
                .filter(it -> it.toLowerCase(Locale.ROOT).startsWith(type))
                .isPresent();
    }

    /// @return the body
    /// @throws McpFailure when the server refuses; its words are in it. Of kind ENDED when it has
    ///     forgotten the conversation
    InputStream accepted(HttpResponse<InputStream> response) throws IOException, McpFailure {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new BufferedInputStream(response.body());
        }
        try (var body = response.body()) {
            var bytes = body.readNBytes(Bounds.SENTENCE_CHARS_MAX);
            var text = new String(bytes, StandardCharsets.UTF_8).strip();
            var said = text.isEmpty() ? "" : ": " + SafeText.line(text, Bounds.SENTENCE_CHARS_MAX);
            throw switch (status) {
                case 401, 403 ->
                        new McpFailure(
                                server,
                                Kind.UNREACHABLE,
                                "it wants to know who you are (status %d)%s. A token can be one of the 'headers' of its listener; OAuth is not spoken here"
                                        .formatted(status, said));
                case 404 ->
                        conversation.isPresent()
                                ? new McpFailure(
                                        server, Kind.ENDED, "it has forgotten the conversation")
                                : answered(status, said);
                default -> answered(status, said);
            };
        }
    }

    private McpFailure answered(int status, String said) {
        return new McpFailure(
                server, Kind.UNREACHABLE, "it answered with status %d%s".formatted(status, said));
    }
}

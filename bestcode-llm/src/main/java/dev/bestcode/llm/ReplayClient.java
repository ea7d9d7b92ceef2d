package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays a [Cassette] in place of a model, without a network.
///
/// The canonical request, whose SHA-256 a recorded entry must match, is the request's JSON with
/// sorted members and with `<workspace>` for the workspace's root, so that a recording plays in
/// every directory.
public final class ReplayClient implements LlmClient {
    /// Stands for the workspace's root in a canonical request.
    static final String WORKSPACE = "<workspace>";

    /// Pieces that a text is told in, enough for watchers to see it grow.
    private static final int TEXT_PIECES = 4;

    private final Cassette cassette;
    private final String workspaceRoot;
    private final ReentrantLock lock = new ReentrantLock();
    private int next;

    private ReplayClient(Cassette cassette, String workspaceRoot) {
        this.cassette = cassette;
        this.workspaceRoot = workspaceRoot;
    }

    /// @param workspaceRoot the root as it stands in requests; empty text when it does not
    public static ReplayClient of(Cassette cassette, String workspaceRoot) {
        return new ReplayClient(cassette, workspaceRoot);
    }

    /// @throws LlmException.Permanent when the cassette is over, or answers another request here
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent) {
        var hash = canonicalHash(request, workspaceRoot);
        var reply = take(hash);
        for (var block : reply.content()) {
            if (block instanceof ContentBlock.Text(var text)) {
                tell(text, onEvent);
            }
        }
        return new LlmReply(
                reply.model(), reply.content(), reply.stopReason(), reply.usage(), hash);
    }

    /// SHA-256 of the canonical request.
    static Sha256 canonicalHash(LlmRequest request, String workspaceRoot) {
        JsonValue json = AnthropicRequest.canonical(request);
        return Sha256.of(
                Json.canonical(workspaceRoot.isEmpty() ? json : withoutRoot(json, workspaceRoot)));
    }

    private Cassette.Reply take(Sha256 hash) {
        lock.lock();
        try {
            if (next == cassette.entries().size()) {
                throw new LlmException.Permanent(
                        "the cassette has %d entries; request %d (sha256 %s) is beyond its end"
                                .formatted(next, next + 1, hash));
            }
            var entry = cassette.entries().get(next);
            if (entry.requestHash().isPresent() && !entry.requestHash().get().equals(hash)) {
                throw new LlmException.Permanent(
                        "entries[%d] of the cassette answers request sha256 %s, but %s was asked;"
                                        .formatted(next, entry.requestHash().get(), hash)
                                + " record it again");
            }
            next++;
            return entry.reply();
        } finally {
            lock.unlock();
        }
    }

    private static void tell(String text, Consumer<LlmEvent> onEvent) {
        int codePoints = text.codePointCount(0, text.length());
        int pieceCodePoints = Math.max(1, Math.ceilDiv(codePoints, TEXT_PIECES));
        int from = 0;
        while (from < text.length()) {
            int left = text.codePointCount(from, text.length());
            int to = text.offsetByCodePoints(from, Math.min(pieceCodePoints, left));
            onEvent.accept(new LlmEvent.TextDelta(text.substring(from, to)));
            from = to;
        }
    }

    private static JsonValue withoutRoot(JsonValue value, String root) {
        return switch (value) {
            case JsonString(var text) -> new JsonString(text.replace(root, WORKSPACE));
            case JsonArray(var values) ->
                    new JsonArray(values.stream().map(each -> withoutRoot(each, root)).toList());
            case JsonObject(var members) -> {
                var clean = new LinkedHashMap<String, JsonValue>();
                members.forEach((name, member) -> clean.put(name, withoutRoot(member, root)));
                yield new JsonObject(clean);
            }
            case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }
}

package dev.bestcode.llm;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays a [Cassette] in place of a model, without a network.
///
/// A recorded entry must match the SHA-256 of the canonical request: its JSON with sorted members,
/// with `<workspace>` for the workspace's root and `<volatile>` for what the cassette declares so.
public final class ReplayClient implements LlmClient {
    /// Pieces that a text is told in, enough for watchers to see it grow.
    private static final int TEXT_PIECES = 4;

    private final Cassette cassette;
    private final CanonicalRequest canonical;
    private final ReentrantLock lock = new ReentrantLock();
    private int next;

    private ReplayClient(Cassette cassette, String workspaceRoot) {
        this.cassette = cassette;
        this.canonical = new CanonicalRequest(workspaceRoot, cassette.volatileParts());
    }

    /// @param workspaceRoot the root as it stands in requests; empty text when it does not
    public static ReplayClient of(Cassette cassette, String workspaceRoot) {
        return new ReplayClient(cassette, workspaceRoot);
    }

    /// @throws LlmException.Permanent when the cassette is over, or answers another request here
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the request was answered");
        }
        var hash = canonical.hash(request);
        var reply = take(hash);
        for (var block : reply.content()) {
            if (block instanceof ContentBlock.Text(var text)) {
                tell(text, onEvent);
            }
        }
        return new LlmReply(reply.model(), reply.content(), reply.stop(), reply.usage(), hash);
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
}

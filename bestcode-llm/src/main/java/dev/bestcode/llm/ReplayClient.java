package dev.bestcode.llm;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.util.BitSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Plays a [Cassette] in place of a model, without a network.
///
/// A recorded entry answers the request whose SHA-256 it has, in its canonical form: JSON with
/// sorted members, with `<workspace>` for the workspace's root and `<volatile>` for what the
/// cassette declares so. Of several with that hash the first that was not played yet is taken: who
/// of several agents asks first is chance. A scripted entry answers whatever is asked next.
public final class ReplayClient implements LlmClient {
    /// Pieces that a text is told in, enough for watchers to see it grow.
    private static final int TEXT_PIECES = 4;

    private final Cassette cassette;
    private final CanonicalRequest canonical;
    private final ReentrantLock lock = new ReentrantLock();
    private final BitSet played = new BitSet(); // guarded by the lock

    private ReplayClient(Cassette cassette, String workspaceRoot) {
        this.cassette = cassette;
        this.canonical = new CanonicalRequest(workspaceRoot, cassette.volatileParts());
    }

    /// @param workspaceRoot the root as it stands in requests; empty text when it does not
    public static ReplayClient of(Cassette cassette, String workspaceRoot) {
        return new ReplayClient(cassette, workspaceRoot);
    }

    /// @throws LlmException.Permanent when the cassette is over, or what is left of it answers
    /// other requests
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
        var entries = cassette.entries();
        lock.lock();
        try {
            int next = played.nextClearBit(0);
            for (int i = next; i < entries.size(); i = played.nextClearBit(i + 1)) {
                if (answers(entries.get(i), hash)) {
                    played.set(i);
                    return entries.get(i).reply();
                }
            }
            throw new LlmException.Permanent(
                    next == entries.size()
                            ? beyondTheEnd(hash, next)
                            : answeredNowhere(hash, next));
        } finally {
            lock.unlock();
        }
    }

    private static boolean answers(Cassette.Entry entry, Sha256 hash) {
        return entry.requestHash().map(hash::equals).orElse(true);
    }

    private static String beyondTheEnd(Sha256 hash, int entries) {
        return "the cassette has %d entries; request %d (sha256 %s) is beyond its end"
                .formatted(entries, entries + 1, hash);
    }

    /// Called with the lock.
    private String answeredNowhere(Sha256 hash, int next) {
        return "request %d (sha256 %s) is none of the %d that the cassette has not played yet; the next of those, entries[%d], answers sha256 %s; record it again"
                .formatted(
                        played.cardinality() + 1,
                        hash,
                        cassette.entries().size() - played.cardinality(),
                        next,
                        cassette.entries().get(next).requestHash().orElseThrow());
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

package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.routing.SemanticRouter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Gives the router the requests that tools answered well in earlier runs: for each question to
/// `find-tool` in the journal, the tool whose good outcome came back to its thread.
///
/// Read when first asked, so that a start costs nothing. What retention has dropped is not
/// remembered.
final class JournalMemory {
    /// The newest; some hundred runs. Reading one takes some microseconds.
    private static final int TRANSACTIONS_MAX = 10_000;

    private final SemanticRouter router;
    private final Supplier<KernelState> state;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean read;

    JournalMemory(SemanticRouter router, Supplier<KernelState> state) {
        this.router = router;
        this.state = state;
    }

    void readOnce() {
        lock.lock();
        try {
            if (!read) {
                read = true;
                read(state.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(KernelState now) {
        var from = Math.max(1, now.lsn() - TRANSACTIONS_MAX);
        Map<ThreadId, String> needs = new HashMap<>();
        for (var entry : now.journal().from(from, 2 * TRANSACTIONS_MAX)) {
            var message = entry.message();
            if (entry.pruned() || !message.listener().equals(Predeclared.FIND_TOOL)) {
                continue;
            }
            if (message.kind() == Message.Kind.REQUEST) {
                need(entry).ifPresent(need -> needs.put(message.thread(), need));
            } else if (isGood(entry)) {
                Optional.ofNullable(needs.get(message.thread()))
                        .ifPresent(need -> router.remember(message.sender(), need));
            }
        }
    }

    private static Optional<String> need(JournalEntry request) {
        try {
            return Json.parseObject(request.message().payload().utf8()).string("need");
        } catch (JsonException refused) {
            return Optional.empty();
        }
    }

    private static boolean isGood(JournalEntry answer) {
        if (answer.message().kind() != Message.Kind.ANSWER) {
            return false;
        }
        try {
            var payload = Json.parseObject(answer.message().payload().utf8());
            return !ToolOutcome.from(payload).error();
        } catch (JsonException | IllegalArgumentException refused) {
            return false;
        }
    }
}

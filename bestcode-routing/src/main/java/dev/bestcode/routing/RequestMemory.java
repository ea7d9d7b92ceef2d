package dev.bestcode.routing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Requests that a tool answered well, the newest few of each.
final class RequestMemory {
    /// Four of them raise what is found by nine points, more by little; each costs the index time.
    private static final int REQUESTS_MAX = 8;

    /// A whole document is no request; its head says what was wanted.
    private static final int REQUEST_CHARS_MAX = 500;

    private final Map<String, Deque<String>> byTool = new ConcurrentHashMap<>();

    /// @return whether it is new
    boolean add(String tool, String request) {
        var head = request.substring(0, Math.min(request.length(), REQUEST_CHARS_MAX)).strip();
        if (head.isEmpty() || of(tool).contains(head)) {
            return false;
        }
        byTool.compute(
                tool,
                (_, before) -> {
                    var kept = before == null ? new ArrayDeque<String>() : new ArrayDeque<>(before);
                    if (kept.size() == REQUESTS_MAX) {
                        kept.removeFirst();
                    }
                    kept.addLast(head);
                    return kept;
                });
        return true;
    }

    List<String> of(String tool) {
        return List.copyOf(byTool.getOrDefault(tool, new ArrayDeque<>()));
    }

    void forget(String tool) {
        byTool.remove(tool);
    }
}

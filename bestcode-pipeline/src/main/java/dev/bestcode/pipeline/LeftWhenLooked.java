package dev.bestcode.pipeline;

import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.MessageId;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What messages' threads had left while they waited to be handled. When in that time a handler
/// looked is not in the log: others under the same budget may have gone on between its look and its
/// commit.
final class LeftWhenLooked {
    /// Of one message; those after that are not tried.
    private static final int LOOKS_MAX = 1_000;

    private final Accounts accounts;
    private final Set<String> derived;
    private Map<MessageId, List<Left>> waiting = new HashMap<>();

    /// @param derived listeners whose work is done again
    LeftWhenLooked(Accounts accounts, Set<String> derived) {
        this.accounts = accounts;
        this.derived = derived;
    }

    /// Note what is left after a transaction; what no longer waits is forgotten.
    void look(Lane first) {
        var still = new HashMap<MessageId, List<Left>>();
        look(first, still);
        waiting = still;
    }

    private void look(Lane lane, Map<MessageId, List<Left>> still) {
        var next = Optional.ofNullable(lane.queue.peek());
        if (next.isPresent() && derived.contains(lane.listener.name())) {
            var id = next.get().message().id();
            var looks = Optional.ofNullable(waiting.get(id)).orElseGet(ArrayList::new);
            var now = accounts.left(lane);
            if (looks.size() < LOOKS_MAX && (looks.isEmpty() || !looks.getLast().equals(now))) {
                looks.add(now);
            }
            still.put(id, looks);
        }
        lane.children.forEach(child -> look(child, still));
    }

    /// What it may have seen, the newest first.
    List<Left> of(Flight flight) {
        var looks = new ArrayList<Left>();
        looks.add(accounts.left(flight.lane));
        looks.addAll(waiting.getOrDefault(flight.message().id(), List.of()).reversed());
        return looks;
    }
}

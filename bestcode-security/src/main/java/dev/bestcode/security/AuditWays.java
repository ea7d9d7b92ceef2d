package dev.bestcode.security;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.security.DispatchTable.Pair;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Follows messages from the user on, the way that they are carried: through a table, and through
/// the call of an organism into what is left there of both tables.
final class AuditWays {
    private final CompiledPolicy policy;
    private final Map<String, CallableSpec> callables;
    private final Map<String, List<String>> ways = new LinkedHashMap<>();
    private final Map<String, Permission> mildest = new LinkedHashMap<>();
    private final List<AuditedCall> calls = new ArrayList<>();
    private final Deque<Standpoint> next = new ArrayDeque<>();
    private final Set<Seen> seen = new HashSet<>();

    /// @param table that holds at the end of the way
    private record Standpoint(DispatchTable table, List<String> way) {}

    /// Whoever stands there again comes no further.
    private record Seen(Sha256 table, String sender) {}

    AuditWays(CompiledPolicy policy, Map<String, CallableSpec> callables) {
        this.policy = policy;
        this.callables = callables;
    }

    void follow(DispatchTable profile) {
        stand(profile, List.of(Message.USER));
        while (!next.isEmpty()) {
            go(next.remove());
        }
    }

    /// The shortest way to each listener that a message can come to, from the user on.
    Map<String, List<String>> ways() {
        return ways;
    }

    /// Of all that come there: whoever is kept out of the one way takes another.
    Permission permission(String listener) {
        return mildest.getOrDefault(listener, Permission.DENY);
    }

    List<AuditedCall> calls() {
        return calls;
    }

    private void stand(DispatchTable table, List<String> way) {
        if (seen.add(new Seen(table.sha256(), way.getLast()))) {
            next.add(new Standpoint(table, way));
        }
    }

    private void go(Standpoint from) {
        var sender = from.way().getLast();
        for (var name : from.table().reachable(sender)) {
            var route = Optional.ofNullable(from.table().routes().get(new Pair(sender, name)));
            var permission = route.map(DispatchTable.Route::permission).orElse(Permission.DENY);
            var call = policy.called(name, sender, from.table());
            boolean lacks = call.isPresent() && !call.get().lacks().isEmpty();
            if (permission == Permission.DENY || lacks) {
                continue;
            }
            var way = new ArrayList<>(from.way());
            way.add(name);
            ways.putIfAbsent(name, List.copyOf(way));
            mildest.merge(name, permission, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            if (call.isPresent() && call.get().rights() instanceof DispatchTable left) {
                called(name, sender, left);
                stand(left, List.copyOf(way));
            } else {
                stand(from.table(), List.copyOf(way));
            }
        }
    }

    private void called(String listener, String caller, DispatchTable left) {
        var agent = Optional.ofNullable(callables.get(listener)).orElseThrow().agent();
        var whole = policy.table(left.profile()).orElseThrow();
        var withheld = new ArrayList<>(whole.reachable(agent));
        withheld.removeAll(left.reachable(agent));
        var programs = new TreeSet<>(whole.grants().startable().keySet());
        programs.removeAll(left.grants().startable().keySet());
        programs.forEach(program -> withheld.add("program " + program));
        var call =
                new AuditedCall(
                        listener,
                        caller,
                        left.profile(),
                        agent,
                        List.copyOf(left.reachable(agent)),
                        withheld);
        if (!calls.contains(call)) {
            calls.add(call);
        }
    }
}

package dev.bestcode.security;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.security.DispatchTable.Pair;
import dev.bestcode.security.DispatchTable.Route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a called organism may do (G3). It thinks under names of its own, so its table is not laid
/// over its caller's name by name, as with a reload: of what its agents reach, all stays that the
/// caller itself reaches, with the same tag and under the stricter permission, and the grants of
/// both. What is implied with an agent gives it nothing but itself: the way to the models, where
/// the caller's profile has it, and `recall`.
final class CalledTable {
    private final String listener;
    private final CallableSpec spec;
    private final DispatchTable called;
    private final String caller;
    private final DispatchTable callers;

    /// @param listener that is called
    /// @param called the table of the profile that it names
    /// @param caller who sends the call
    /// @param callers the table of the caller's thread
    CalledTable(
            String listener,
            CallableSpec spec,
            DispatchTable called,
            String caller,
            DispatchTable callers) {
        this.listener = listener;
        this.spec = spec;
        this.called = called;
        this.caller = caller;
        this.callers = callers;
    }

    /// @param callables every listener that is one
    DispatchTable table(Set<String> callables) {
        var listeners = new LinkedHashSet<>(List.of(listener));
        var routes = new LinkedHashMap<Pair, Route>();
        called.routes()
                .forEach(
                        (pair, route) -> {
                            var sender = pair.sender();
                            boolean others =
                                    sender.equals(Message.USER)
                                            || (callables.contains(sender)
                                                    && !sender.equals(listener));
                            if (!others) {
                                kept(pair, route).ifPresent(left -> routes.put(pair, left));
                            }
                        });
        routes.keySet().forEach(pair -> listeners.add(pair.listener()));
        return new DispatchTable(
                called.profile(),
                listeners,
                routes,
                called.grants().and(callers.grants()),
                called.asking());
    }

    private Optional<Route> kept(Pair pair, Route route) {
        if (pair.equals(new Pair(listener, spec.agent()))
                || pair.listener().equals(Predeclared.RECALL)) {
            return Optional.of(route);
        }
        if (pair.listener().equals(Predeclared.LLM_POOL)) {
            return Optional.of(route).filter(_ -> callers.listeners().contains(pair.listener()));
        }
        return Optional.ofNullable(callers.routes().get(new Pair(caller, pair.listener())))
                .filter(own -> own.tag().equals(route.tag()))
                .map(
                        own ->
                                new Route(
                                        route.tag(),
                                        Intersection.stricter(
                                                route.permission(), own.permission())));
    }

    /// What it cannot work without and does not have.
    List<String> lacks(DispatchTable table) {
        var needed = new ArrayList<>(spec.requires());
        needed.add(Predeclared.LLM_POOL);
        return needed.stream()
                .filter(name -> !table.reachable(spec.agent()).contains(name))
                .toList();
    }
}

package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.security.Rights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One profile's routes and grants. Names are compared as they are, code unit by code unit: a name
/// that only looks alike is another name.
final class DispatchTable implements Rights {
    private final String profile;
    private final Set<String> listeners;
    private final Map<Pair, Route> routes;

    /// By sender. It is asked for several times in each turn of an agent, and there may be hundreds
    /// of routes.
    private final Map<String, Set<String>> reachable;

    private final Grants grants;

    /// Told with each request.
    private final CommandGrants commandGrants;

    private final Asking asking;
    private final Bytes canonical;
    private final Sha256 sha256;

    /// @param listeners those present, implied ones included
    DispatchTable(
            String profile,
            Set<String> listeners,
            Map<Pair, Route> routes,
            Grants grants,
            Asking asking) {
        this.profile = profile;
        this.listeners = Collections.unmodifiableSet(new LinkedHashSet<>(listeners));
        this.routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
        this.reachable = bySender(this.routes.keySet());
        this.grants = grants;
        this.commandGrants = grants.commandGrants();
        this.asking = asking;
        this.canonical = TableJson.print(this);
        this.sha256 = canonical.sha256();
    }

    /// Who sends to whom.
    record Pair(String sender, String listener) {
        /// By hand: each message is looked up by one.
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair
                    && sender.equals(pair.sender)
                    && listener.equals(pair.listener);
        }

        @Override
        public int hashCode() {
            return 31 * sender.hashCode() + listener.hashCode();
        }
    }

    /// What may be sent there, and whether somebody is asked.
    record Route(String tag, Permission permission) {}

    String profile() {
        return profile;
    }

    Set<String> listeners() {
        return listeners;
    }

    Map<Pair, Route> routes() {
        return routes;
    }

    Grants grants() {
        return grants;
    }

    Asking asking() {
        return asking;
    }

    @Override
    public Access request(String sender, String listener, String tag) {
        var route = Optional.ofNullable(routes.get(new Pair(sender, listener)));
        if (route.isEmpty()) {
            return new Access.NoRoute(
                    "profile '%s' has no route from '%s' to '%s'; reachable: %s"
                            .formatted(profile, sender, listener, listed(reachable(sender))));
        }
        if (!route.get().tag().equals(tag)) {
            return new Access.NoRoute(
                    "profile '%s' lets '%s' send %s to '%s', not %s; reachable: %s"
                            .formatted(
                                    profile,
                                    sender,
                                    route.get().tag(),
                                    listener,
                                    tag,
                                    listed(reachable(sender))));
        }
        return new Access.Allowed(
                asking.of(
                        route.get().permission(),
                        Predeclared.STARTERS.contains(listener),
                        commandGrants()));
    }

    @Override
    public Access answer(String listener) {
        return listeners.contains(listener)
                ? new Access.Allowed(Permission.AUTO)
                : new Access.NoRoute(
                        "profile '%s' does not have '%s'; present: %s"
                                .formatted(profile, listener, listed(listeners)));
    }

    @Override
    public Set<String> reachable(String sender) {
        return Optional.ofNullable(reachable.get(sender)).orElse(Set.of());
    }

    private static Map<String, Set<String>> bySender(Set<Pair> pairs) {
        var all = new LinkedHashMap<String, Set<String>>();
        pairs.forEach(
                pair ->
                        all.computeIfAbsent(pair.sender(), _ -> new LinkedHashSet<>())
                                .add(pair.listener()));
        all.replaceAll((_, names) -> Collections.unmodifiableSet(names));
        return all;
    }

    @Override
    public Map<String, Optional<Sha256>> commands() {
        return grants.startable();
    }

    @Override
    public CommandGrants commandGrants() {
        return commandGrants;
    }

    @Override
    public Set<String> destinations(String listener) {
        return grants.destinations(listener);
    }

    @Override
    public Bytes canonical() {
        return canonical;
    }

    @Override
    public Sha256 sha256() {
        return sha256;
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}

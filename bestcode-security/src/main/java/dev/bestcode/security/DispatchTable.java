package dev.bestcode.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Permission;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One profile's routes. Names are compared as they are, code unit by code unit: a name that only
/// looks alike is another name.
/// @param listeners those present, implied ones included
record DispatchTable(String profile, Set<String> listeners, Map<Pair, Route> routes) {
    DispatchTable {
        listeners = Collections.unmodifiableSet(new LinkedHashSet<>(listeners));
        routes = Collections.unmodifiableMap(new LinkedHashMap<>(routes));
    }

    Access request(String sender, String listener, String tag) {
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
        return new Access.Allowed(route.get().permission());
    }

    Access answer(String listener) {
        return listeners.contains(listener)
                ? new Access.Allowed(Permission.AUTO)
                : new Access.NoRoute(
                        "profile '%s' does not have '%s'; present: %s"
                                .formatted(profile, listener, listed(listeners)));
    }

    Set<String> reachable(String sender) {
        var names = new LinkedHashSet<String>();
        for (var pair : routes.keySet()) {
            if (pair.sender().equals(sender)) {
                names.add(pair.listener());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    /// Independent of the order that things were declared in, and of the profile's name.
    Sha256 rights() {
        var bySender = new TreeMap<String, JsonObject.Builder>();
        routes.forEach(
                (pair, route) ->
                        bySender.computeIfAbsent(pair.sender(), any -> JsonObject.builder())
                                .put(
                                        pair.listener(),
                                        JsonArray.ofStrings(
                                                List.of(route.tag(), route.permission().name()))));
        var table = JsonObject.builder();
        bySender.forEach((sender, reached) -> table.put(sender, reached.build()));
        return Sha256.of(
                Json.canonical(
                        JsonObject.builder()
                                .put(
                                        "listeners",
                                        JsonArray.ofStrings(List.copyOf(new TreeSet<>(listeners))))
                                .put("routes", table.build())
                                .build()));
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    /// Who sends to whom.
    record Pair(String sender, String listener) {}

    /// What may be sent there, and whether somebody is asked.
    record Route(String tag, Permission permission) {}
}

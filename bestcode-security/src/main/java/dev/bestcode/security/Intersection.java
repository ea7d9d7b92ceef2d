package dev.bestcode.security;

import dev.bestcode.api.security.Permission;
import dev.bestcode.security.DispatchTable.Pair;
import dev.bestcode.security.DispatchTable.Route;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;

/// What two tables both allow: a route that is in both with the same tag, under the stricter
/// permission, and the grants of both. Of a thread's frozen rights and its profile's current ones,
/// and of a called organism's and its caller's.
///
/// Commutative and associative in what is allowed, idempotent, and never more than either; the
/// order of names, and whether prompts are approved, is the first one's.
final class Intersection {
    private Intersection() {}

    static DispatchTable of(DispatchTable one, DispatchTable two) {
        var listeners = new LinkedHashSet<>(one.listeners());
        listeners.retainAll(two.listeners());
        var routes = new LinkedHashMap<Pair, Route>();
        one.routes()
                .forEach(
                        (pair, route) -> {
                            var other = two.routes().get(pair);
                            if (other != null && other.tag().equals(route.tag())) {
                                routes.put(
                                        pair,
                                        new Route(
                                                route.tag(),
                                                stricter(route.permission(), other.permission())));
                            }
                        });
        return new DispatchTable(
                one.profile(), listeners, routes, one.grants().and(two.grants()), one.asking());
    }

    /// The later constant of [Permission] is the stricter one.
    static Permission stricter(Permission one, Permission two) {
        return one.compareTo(two) >= 0 ? one : two;
    }
}

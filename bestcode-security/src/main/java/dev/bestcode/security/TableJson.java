package dev.bestcode.security;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.security.Permission;
import dev.bestcode.security.DispatchTable.Pair;
import dev.bestcode.security.DispatchTable.Route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The canonical form of a table: independent of the order that things were declared in, and of the
/// profile's name. It lies in kernels, so it is read for as long as they are.
final class TableJson {
    private static final long VERSION = 1;

    private TableJson() {}

    static Bytes print(DispatchTable table) {
        return Bytes.of(
                Json.canonical(
                        JsonObject.builder()
                                .put("version", VERSION)
                                .put(
                                        "listeners",
                                        JsonArray.ofStrings(
                                                List.copyOf(new TreeSet<>(table.listeners()))))
                                .put("routes", routes(table.routes()))
                                .put("grants", table.grants().toJson())
                                .build()));
    }

    private static JsonObject routes(Map<Pair, Route> routes) {
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
        return table.build();
    }

    /// @throws IllegalArgumentException when it is not a table's canonical form
    static DispatchTable read(String profile, Bytes canonical) {
        try {
            var json = Json.parseObject(canonical.utf8());
            if (json.requireLong("version") != VERSION) {
                throw new IllegalArgumentException(
                        "rights of version %d; this build reads %d"
                                .formatted(json.requireLong("version"), VERSION));
            }
            var table =
                    new DispatchTable(
                            profile,
                            Grants.strings(json, "listeners"),
                            routes(json.requireObject("routes")),
                            Grants.from(json.requireObject("grants")),
                            Asking.AS_SAID);
            if (!table.canonical().equals(canonical)) {
                throw new IllegalArgumentException("rights that are not in canonical form");
            }
            return table;
        } catch (JsonException e) {
            throw new IllegalArgumentException("rights that are not JSON: " + e.getMessage(), e);
        }
    }

    private static Map<Pair, Route> routes(JsonObject bySender) {
        var routes = new LinkedHashMap<Pair, Route>();
        for (var sender : bySender.members().keySet()) {
            var reached = bySender.requireObject(sender).members();
            reached.forEach(
                    (listener, route) -> routes.put(new Pair(sender, listener), route(route)));
        }
        return routes;
    }

    private static Route route(JsonValue json) {
        if (json instanceof JsonArray(var parts)
                && parts.size() == 2
                && parts.get(0) instanceof JsonString(var tag)
                && parts.get(1) instanceof JsonString(var permission)) {
            return new Route(tag, Permission.valueOf(permission));
        }
        throw new IllegalArgumentException("a route must be a tag and a permission");
    }
}

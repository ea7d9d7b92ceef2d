package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The order in which a model or a tool wrote the members of objects. The journal has payloads in
/// canonical form, without it; what a handler has kept of them in its pages and its state shows it.
final class MemberOrder {
    private final Map<Bytes, Deque<JsonObject>> written = new HashMap<>();

    /// @param ops of the transaction in which a handler kept what it was told
    MemberOrder(List<KernelOp> ops, ThreadId thread) {
        for (var op : ops) {
            switch (op) {
                case SegmentAdded added when added.thread().equals(thread) ->
                        parsed(added.content()).ifPresent(this::collect);
                case HandlerStateSet set when set.thread().equals(thread) ->
                        parsed(set.state()).ifPresent(this::collect);
                case KernelOp _ -> {
                    // Keeps nothing.
                }
            }
        }
    }

    private static Optional<JsonValue> parsed(Bytes kept) {
        try {
            return Optional.of(Json.parse(kept.toByteArray()));
        } catch (JsonException noJson) {
            return Optional.empty();
        }
    }

    private void collect(JsonValue value) {
        switch (value) {
            case JsonObject object -> {
                written.computeIfAbsent(canonical(object), _ -> new ArrayDeque<>()).add(object);
                object.members().values().forEach(this::collect);
            }
            case JsonArray(var values) -> values.forEach(this::collect);
            case JsonValue _ -> {
                // Has no members.
            }
        }
    }

    /// The same value, its members in the order in which they were written, as far as that shows.
    JsonObject of(JsonObject value) {
        var known = Optional.ofNullable(written.get(canonical(value)));
        if (known.isPresent()) {
            var same = known.get();
            return same.size() > 1 ? same.removeFirst() : same.getFirst();
        }
        var json = JsonObject.builder();
        value.members().forEach((name, member) -> json.put(name, any(member)));
        return json.build();
    }

    private JsonValue any(JsonValue value) {
        return switch (value) {
            case JsonObject object -> of(object);
            case JsonArray(var values) -> new JsonArray(values.stream().map(this::any).toList());
            case JsonValue other -> other;
        };
    }

    private static Bytes canonical(JsonObject object) {
        return Bytes.of(Json.canonical(object));
    }
}

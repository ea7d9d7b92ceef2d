package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Puts the tool calls of one answer together from their fragments.
///
/// A fragment belongs to the newest call of its `index`, as the dialect says. Servers bend that:
/// some give every call the index 0 and an id of its own, some no index, some no id, some all
/// arguments at once, some as an object. So a fragment also begins a new call when it bears another
/// id, or a name after a call that is already whole.
final class ChatToolCalls {
    /// The member of a [ContentBlock.ToolUse] that holds what a server gave beside its call, such
    /// as the signature of a thought. That server wants it back, and nobody else does.
    private static final String KEPT = "chat_call";

    private static final Set<String> KNOWN = Set.of("index", "id", "type", "function");

    private final List<Call> calls = new ArrayList<>();

    private static final class Call {
        final OptionalLong index;
        String id = "";
        String name = "";
        final StringBuilder arguments = new StringBuilder();
        final Map<String, JsonValue> kept = new LinkedHashMap<>();

        Call(OptionalLong index) {
            this.index = index;
        }

        boolean isWhole() {
            try {
                return !arguments.isEmpty()
                        && Json.parse(arguments.toString()) instanceof JsonObject;
            } catch (JsonException notYet) {
                return false;
            }
        }

        /// @throws IllegalArgumentException when it has no name
        /// @throws JsonException when its arguments are not a JSON object
        ContentBlock.ToolUse finish(ToolCallIds ids) {
            var text = arguments.toString();
            var input = text.isBlank() ? JsonObject.EMPTY : Json.parseObject(text);
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a tool call lacks its name");
            }
            var more =
                    kept.isEmpty()
                            ? JsonObject.EMPTY
                            : JsonObject.builder().put(KEPT, new JsonObject(kept)).build();
            return new ContentBlock.ToolUse(ids.idFor(id), name, input, more);
        }
    }

    /// What a server gave with a call.
    static Optional<JsonObject> kept(ContentBlock.ToolUse use) {
        return use.more().object(KEPT);
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    void add(JsonObject fragment) {
        var function = fragment.object("function").orElse(JsonObject.EMPTY);
        var id = fragment.string("id").orElse("");
        var name = function.string("name").orElse("");
        var arguments = function.get("arguments").map(ChatToolCalls::text).orElse("");
        var call = callOf(fragment.integer("index"), id, name, arguments);
        call.id = call.id.isEmpty() ? id : call.id;
        call.name = call.name.isEmpty() ? name : call.name;
        call.arguments.append(arguments);
        fragment.members()
                .forEach(
                        (member, value) -> {
                            if (!KNOWN.contains(member) && !value.equals(JsonNull.NULL)) {
                                call.kept.put(member, value);
                            }
                        });
    }

    private Call callOf(OptionalLong index, String id, String name, String arguments) {
        for (var call : calls.reversed()) {
            if (index.isEmpty() || call.index.equals(index)) {
                return begins(call, index, id, name, arguments) ? begin(index) : call;
            }
        }
        return begin(index);
    }

    private static boolean begins(
            Call call, OptionalLong index, String id, String name, String arguments) {
        if (!id.isEmpty() && !call.id.isEmpty()) {
            return !id.equals(call.id);
        }
        boolean named = !name.isEmpty() && !call.name.isEmpty();
        return named && (index.isEmpty() || (!arguments.isEmpty() && call.isWhole()));
    }

    private Call begin(OptionalLong index) {
        var call = new Call(index);
        calls.add(call);
        return call;
    }

    private static String text(JsonValue arguments) {
        return switch (arguments) {
            case JsonString(var piece) -> piece;
            case JsonObject whole -> Json.text(whole);
            default ->
                    throw new IllegalArgumentException(
                            "the arguments of a tool call are neither text nor an object");
        };
    }

    /// The calls, in the order they began.
    /// @param ids gives each its id
    /// @param cut as [Answer#isCut]; a call that is not whole is then left out, the last one also
    ///     when none of its arguments came
    /// @throws IllegalArgumentException when one has no name
    /// @throws JsonException when the arguments of one are not a JSON object
    List<ContentBlock> finish(ToolCallIds ids, boolean cut) {
        var uses = new ArrayList<ContentBlock>();
        for (var call : calls) {
            if (cut && call == calls.getLast() && call.arguments.toString().isBlank()) {
                continue;
            }
            try {
                uses.add(call.finish(ids));
            } catch (JsonException | IllegalArgumentException half) {
                if (!cut) {
                    throw half;
                }
            }
        }
        return uses;
    }
}

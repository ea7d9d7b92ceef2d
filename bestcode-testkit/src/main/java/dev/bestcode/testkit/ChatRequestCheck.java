package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Looks at a chat completion's request as a strict provider would, and names what is wrong with
/// it.
///
/// The rule that matters most: after an answer with tool calls comes a `tool` message for each of
/// them, before anything else.
final class ChatRequestCheck {
    private static final Set<String> MEMBERS =
            Set.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "max_completion_tokens",
                    "stream",
                    "reasoning_effort",
                    "stream_options",
                    "tools",
                    "tool_choice",
                    "temperature",
                    "stop");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> open = new LinkedHashSet<>();

    private ChatRequestCheck() {}

    /// @return what is wrong, each with its place; empty when the provider would take it
    static List<String> problems(JsonObject body) {
        var check = new ChatRequestCheck();
        check.head(body);
        check.tools(body.array("tools").orElse(JsonArray.EMPTY));
        check.messages(body.array("messages").orElse(JsonArray.EMPTY));
        return List.copyOf(check.problems);
    }

    private void head(JsonObject body) {
        for (var name : body.members().keySet()) {
            require(MEMBERS.contains(name), name, "unrecognized request argument");
        }
        require(!body.string("model").orElse("").isEmpty(), "model", "a name is required");
        long bound =
                body.integer("max_tokens").orElse(body.integer("max_completion_tokens").orElse(1));
        require(bound >= 1, "max_tokens", "must be at least 1");
        boolean optioned = body.get("stream_options").isPresent();
        require(
                !optioned || body.bool("stream").orElse(false),
                "stream_options",
                "only allowed when streaming");
    }

    private void tools(JsonArray tools) {
        var names = new LinkedHashSet<String>();
        for (int i = 0; i < tools.values().size(); i++) {
            var tool = object(tools.values().get(i));
            var function = tool.object("function").orElse(JsonObject.EMPTY);
            var place = "tools[%d]".formatted(i);
            require(tool.string("type").orElse("").equals("function"), place, "is no function");
            var name = function.string("name").orElse("");
            require(name.matches("[a-zA-Z0-9_-]{1,64}"), place + ".name", "is not a name");
            require(names.add(name), place + ".name", "is there twice");
            require(function.object("parameters").isPresent(), place, "lacks its parameters");
        }
    }

    private void messages(JsonArray messages) {
        require(!messages.values().isEmpty(), "messages", "at least one is required");
        for (int i = 0; i < messages.values().size(); i++) {
            message("messages[%d]".formatted(i), object(messages.values().get(i)), i);
        }
        require(open.isEmpty(), "messages", "tool calls without a tool message: " + open);
    }

    private void message(String place, JsonObject message, int index) {
        var role = message.string("role").orElse("");
        if (!role.equals("tool")) {
            require(open.isEmpty(), place, "tool calls without a tool message: " + open);
            open.clear();
        }
        switch (role) {
            case "system" -> {
                require(index == 0, place, "the system speaks first");
                require(hasText(message), place, "content is required");
            }
            case "user" ->
                    require(
                            hasText(message) || hasParts(place, message),
                            place,
                            "content is required");
            case "assistant" -> assistant(place, message);
            case "tool" -> {
                var id = message.string("tool_call_id").orElse("");
                require(open.remove(id), place, "answers no tool call: '" + id + "'");
                require(message.string("content").isPresent(), place, "content must be text");
            }
            default -> problems.add(place + ".role: '" + role + "' is none");
        }
    }

    private void assistant(String place, JsonObject message) {
        var calls = message.array("tool_calls").orElse(JsonArray.EMPTY).values();
        require(
                hasText(message) || !calls.isEmpty(),
                place,
                "content or tool_calls must be provided");
        for (var value : calls) {
            var call = object(value);
            var function = call.object("function").orElse(JsonObject.EMPTY);
            require(call.string("type").orElse("").equals("function"), place, "is no function");
            require(open.add(call.string("id").orElse("")), place, "a tool call's id is twice");
            require(
                    !function.string("name").orElse("").isEmpty(),
                    place,
                    "a tool call lacks its name");
            require(
                    isJsonObject(function.string("arguments").orElse("")),
                    place,
                    "the arguments of a tool call are no JSON object");
        }
    }

    private static boolean isJsonObject(String text) {
        try {
            return Json.parse(text) instanceof JsonObject;
        } catch (JsonException e) {
            return false;
        }
    }

    private static boolean hasText(JsonObject message) {
        return !message.string("content").orElse("").isBlank();
    }

    private boolean hasParts(String place, JsonObject message) {
        var parts = message.array("content").orElse(JsonArray.EMPTY).values();
        for (var part : parts) {
            var type = object(part).string("type").orElse("");
            require(object(part).get(type).isPresent(), place, "a part '" + type + "' is empty");
            require(
                    Set.of("text", "image_url", "file").contains(type)
                            && !new JsonString("").equals(object(part).members().get("text")),
                    place,
                    "a part '" + type + "' is none");
        }
        return !parts.isEmpty();
    }

    private static JsonObject object(JsonValue value) {
        return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private void require(boolean holds, String place, String problem) {
        if (!holds) {
            problems.add(place + ": " + problem);
        }
    }
}

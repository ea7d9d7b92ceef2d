package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/// Binds what a model thought to all that stood before it, as newer models of the provider do: a
/// request is refused where a thinking block comes behind anything else than it was thought behind.
/// Cache marks do not count, nor does where one message of a role ends and its next one begins.
/// @see "Anthropic Messages API, preserved thinking: prefix checks"
final class ThinkingBinding {
    /// What other signatures do not begin with; those are not looked at.
    private static final String BOUND = "bound:";

    private final MessageDigest before;

    private ThinkingBinding(JsonObject body) {
        try {
            before = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        body.get("system").ifPresent(system -> blocks(system).forEach(text -> add("", text)));
        for (var tool : body.array("tools").orElse(JsonArray.EMPTY).values()) {
            ((JsonObject) tool).get("name").ifPresent(name -> add("tool", name));
            ((JsonObject) tool).get("input_schema").ifPresent(schema -> add("tool", schema));
        }
    }

    /// The signature of a thinking block that answers a request.
    /// @param said what the answer says before it
    static String signature(JsonObject body, List<JsonValue> said) {
        var binding = new ThinkingBinding(body);
        binding.each(body, _ -> {});
        said.forEach(block -> binding.add("assistant", block));
        return binding.signature();
    }

    /// @param problem is told the place of each block that is not where it was thought
    static void check(JsonObject body, Consumer<String> problem) {
        new ThinkingBinding(body).each(body, problem);
    }

    private void each(JsonObject body, Consumer<String> misplaced) {
        var messages = body.array("messages").orElse(JsonArray.EMPTY).values();
        for (int i = 0; i < messages.size(); i++) {
            var message = (JsonObject) messages.get(i);
            var role = message.string("role").orElse("");
            var blocks = message.get("content").map(ThinkingBinding::blocks).orElse(List.of());
            for (int j = 0; j < blocks.size(); j++) {
                if (isMisplaced(blocks.get(j))) {
                    misplaced.accept("messages.%d.content.%d".formatted(i, j));
                }
                add(role, blocks.get(j));
            }
        }
    }

    /// Whether it is bound to something else.
    private boolean isMisplaced(JsonValue block) {
        return block instanceof JsonObject json
                && json.string("signature")
                        .filter(it -> it.startsWith(BOUND) && !it.equals(signature()))
                        .isPresent();
    }

    private static List<JsonValue> blocks(JsonValue content) {
        return switch (content) {
            case JsonArray(var blocks) -> blocks;
            case JsonString text ->
                    List.of(JsonObject.builder().put("type", "text").put("text", text).build());
            case JsonValue _ -> List.of();
        };
    }

    private void add(String role, JsonValue block) {
        before.update(Json.print(JsonObject.builder().put("role", role).build()));
        before.update(Json.canonical(unmarked(block)));
    }

    private static JsonValue unmarked(JsonValue block) {
        if (!(block instanceof JsonObject json) || json.get("cache_control").isEmpty()) {
            return block;
        }
        var without = JsonObject.builder();
        json.members()
                .forEach(
                        (name, value) -> {
                            if (!name.equals("cache_control")) {
                                without.put(name, value);
                            }
                        });
        return without.build();
    }

    private String signature() {
        try {
            var now = (MessageDigest) before.clone();
            return BOUND + HexFormat.of().formatHex(now.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }
}

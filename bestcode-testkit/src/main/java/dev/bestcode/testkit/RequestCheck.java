package dev.bestcode.testkit;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Looks at a request as the provider would before a model sees it, and names what is wrong with
/// it.
///
/// The rule that matters most: every `tool_use` of an answer has its `tool_result` in the very next
/// message, before anything else that the message says.
public final class RequestCheck {
    private static final Set<String> MEMBERS =
            Set.of(
                    "model",
                    "max_tokens",
                    "messages",
                    "system",
                    "tools",
                    "tool_choice",
                    "stream",
                    "stop_sequences",
                    "temperature",
                    "top_k",
                    "top_p",
                    "thinking",
                    "output_config",
                    "metadata",
                    "service_tier");

    private static final Set<String> THINKING = Set.of("thinking", "redacted_thinking");

    private static final int THINKING_TOKENS_MIN = 1024;

    private static final Pattern TOOL_ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,128}");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> toolUseIds = new HashSet<>();

    private RequestCheck() {}

    /// The same for a request that has not been written in a provider's words yet.
    public static List<String> problems(LlmRequest request) {
        return problems(body(request));
    }

    /// The signature of a thinking block that answers a request: behind anything else than that
    /// request and what the answer says before it, the block is refused.
    /// @param said what the answer says before it
    public static String thinkingSignature(LlmRequest request, List<ContentBlock> said) {
        return ThinkingBinding.signature(body(request), ContentBlock.toJson(said).values());
    }

    private static JsonObject body(LlmRequest request) {
        var body =
                JsonObject.builder()
                        .put("model", request.model())
                        .put("max_tokens", request.maxTokens())
                        .put("tools", tools(request.tools()))
                        .put("messages", messages(request.messages()));
        if (!request.system().isEmpty()) {
            body.put("system", request.system());
        }
        return body.build();
    }

    private static JsonArray tools(List<ToolDescriptor> tools) {
        return new JsonArray(
                tools.stream()
                        .map(
                                tool ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put("name", tool.name())
                                                        .put("input_schema", tool.inputSchema())
                                                        .build())
                        .toList());
    }

    private static JsonArray messages(List<LlmMessage> messages) {
        return new JsonArray(
                messages.stream()
                        .map(
                                message ->
                                        (JsonValue)
                                                JsonObject.builder()
                                                        .put("role", wireName(message.role()))
                                                        .put(
                                                                "content",
                                                                ContentBlock.toJson(
                                                                        message.content()))
                                                        .build())
                        .toList());
    }

    private static String wireName(LlmMessage.Role role) {
        return switch (role) {
            case USER -> "user";
            case ASSISTANT -> "assistant";
        };
    }

    /// @return what is wrong, each with its place; empty when the provider would take it
    public static List<String> problems(JsonObject body) {
        var check = new RequestCheck();
        check.head(body);
        check.tools(body.array("tools").orElse(JsonArray.EMPTY));
        check.messages(body.array("messages").orElse(JsonArray.EMPTY));
        ThinkingBinding.check(
                body,
                place ->
                        check.problem(
                                place,
                                "Invalid `signature` in `thinking` block. The block is bound to a different conversation."));
        return List.copyOf(check.problems);
    }

    private void head(JsonObject body) {
        for (var name : body.members().keySet()) {
            require(MEMBERS.contains(name), name, "extra inputs are not permitted");
        }
        require(!body.string("model").orElse("").isEmpty(), "model", "a name is required");
        require(body.integer("max_tokens").orElse(0) >= 1, "max_tokens", "must be at least 1");
        body.get("system").ifPresent(this::system);
        body.object("thinking")
                .flatMap(thinking -> thinking.get("budget_tokens"))
                .ifPresent(_ -> thinkingTokens(body));
    }

    private void thinkingTokens(JsonObject body) {
        long tokens = body.requireObject("thinking").integer("budget_tokens").orElse(0);
        require(
                tokens >= THINKING_TOKENS_MIN && tokens < body.integer("max_tokens").orElse(0),
                "thinking.budget_tokens",
                "must be at least %d and less than max_tokens".formatted(THINKING_TOKENS_MIN));
    }

    private void system(JsonValue system) {
        switch (system) {
            case JsonString _ -> {}
            case JsonArray(var blocks) -> {
                for (int i = 0; i < blocks.size(); i++) {
                    text("system." + i, asObject(blocks.get(i)));
                }
            }
            default -> problem("system", "must be text or text blocks");
        }
    }

    private void tools(JsonArray tools) {
        var names = new HashSet<String>();
        for (int i = 0; i < tools.values().size(); i++) {
            var place = "tools." + i;
            var tool = asObject(tools.values().get(i));
            var name = tool.string("name").orElse("");
            require(TOOL_NAME.matcher(name).matches(), place + ".name", "is not a tool's name");
            require(names.add(name), place + ".name", "tool names must be unique");
            var schema = tool.object("input_schema").orElse(JsonObject.EMPTY);
            require(
                    schema.string("type").orElse("").equals("object"),
                    place + ".input_schema.type",
                    "must be 'object'");
        }
    }

    private void messages(JsonArray messages) {
        require(!messages.values().isEmpty(), "messages", "at least one message is required");
        List<String> asked = List.of();
        var before = "";
        for (int i = 0; i < messages.values().size(); i++) {
            var place = "messages." + i;
            var message = asObject(messages.values().get(i));
            var role = message.string("role").orElse("");
            require(
                    role.equals("user") || (role.equals("assistant") && i > 0),
                    place + ".role",
                    i == 0 ? "the first message must be the user's" : "must be user or assistant");
            require(!role.equals(before), place + ".role", "roles must take turns");
            before = role;
            var blocks = content(place, message.get("content"));
            require(
                    resultIds(blocks).equals(new HashSet<>(asked)),
                    place,
                    "tool_result blocks %s do not answer the tool_use blocks %s of the message before"
                            .formatted(resultIds(blocks), asked));
            asked = role.equals("assistant") ? assistant(place, blocks) : user(place, blocks);
        }
        require(asked.isEmpty(), "messages", "tool_use " + asked + " without tool_result");
    }

    private List<JsonObject> content(String place, Optional<JsonValue> content) {
        return switch (content.orElse(JsonNull.NULL)) {
            case JsonString(var text) -> {
                require(!text.isBlank(), place + ".content", "text must not be blank");
                yield List.of();
            }
            case JsonArray(var blocks) -> {
                require(!blocks.isEmpty(), place + ".content", "must not be empty");
                yield blocks.stream().map(RequestCheck::asObject).toList();
            }
            default -> {
                problem(place + ".content", "must be text or blocks");
                yield List.of();
            }
        };
    }

    /// The ids of the tools asked for.
    private List<String> assistant(String place, List<JsonObject> blocks) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            var at = place + ".content." + i;
            switch (type(block)) {
                case "text" -> text(at, block);
                case "tool_use" -> {
                    toolUse(at, block);
                    ids.add(block.string("id").orElse(""));
                }
                case "thinking" ->
                        require(
                                block.string("signature").isPresent(),
                                at + ".signature",
                                "is required");
                case "tool_result", "image", "" ->
                        problem(at, "'" + type(block) + "' is not an assistant's block");
                default -> {
                    // what the provider itself wrote and gets back
                }
            }
        }
        require(
                blocks.isEmpty() || !THINKING.contains(type(blocks.getLast())),
                place,
                "The final block in an assistant message cannot be `thinking`.");
        return ids;
    }

    private void toolUse(String place, JsonObject block) {
        var id = block.string("id").orElse("");
        require(TOOL_ID.matcher(id).matches(), place + ".id", "is not an id");
        require(toolUseIds.add(id), place + ".id", "tool_use ids must be unique: " + id);
        require(
                TOOL_NAME.matcher(block.string("name").orElse("")).matches(),
                place + ".name",
                "is not a tool's name");
        require(block.object("input").isPresent(), place + ".input", "must be an object");
    }

    /// Nothing is asked for by a user.
    private List<String> user(String place, List<JsonObject> blocks) {
        var results = new HashSet<String>();
        boolean otherSeen = false;
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            var at = place + ".content." + i;
            boolean isResult = type(block).equals("tool_result");
            require(!isResult || !otherSeen, at, "tool_result blocks must come first");
            otherSeen |= !isResult;
            switch (type(block)) {
                case "text" -> text(at, block);
                case "tool_result" -> {
                    var id = block.string("tool_use_id").orElse("");
                    require(results.add(id), at, "a second tool_result for " + id);
                    result(at, block);
                }
                case "image", "document", "search_result" -> {}
                default -> problem(at, "'" + type(block) + "' is not a user's block");
            }
        }
        return List.of();
    }

    private void result(String place, JsonObject block) {
        var content = content(block.get("content"));
        for (int i = 0; i < content.size(); i++) {
            if (type(content.get(i)).equals("text")) {
                text(place + ".content." + i, content.get(i));
            }
        }
        if (block.bool("is_error").orElse(false)) {
            require(!content.isEmpty(), place, "content cannot be empty if is_error is true");
            require(
                    content.stream().allMatch(it -> type(it).equals("text")),
                    place,
                    "all content must be type text if is_error is true");
        }
    }

    private static List<JsonObject> content(Optional<JsonValue> content) {
        return switch (content.orElse(JsonNull.NULL)) {
            case JsonString text ->
                    List.of(JsonObject.builder().put("type", "text").put("text", text).build());
            case JsonArray(var blocks) -> blocks.stream().map(RequestCheck::asObject).toList();
            case JsonValue _ -> List.of();
        };
    }

    private void text(String place, JsonObject block) {
        boolean written = !block.string("text").orElse("").isBlank();
        require(
                type(block).equals("text") && written,
                place,
                "text blocks must hold more than white space");
    }

    private static Set<String> resultIds(List<JsonObject> blocks) {
        var ids = new HashSet<String>();
        for (var block : blocks) {
            if (type(block).equals("tool_result")) {
                ids.add(block.string("tool_use_id").orElse(""));
            }
        }
        return ids;
    }

    private static String type(JsonObject block) {
        return block.string("type").orElse("");
    }

    private static JsonObject asObject(JsonValue value) {
        return value instanceof JsonObject object ? object : JsonObject.EMPTY;
    }

    private void require(boolean holds, String place, String problem) {
        if (!holds) {
            problem(place, problem);
        }
    }

    private void problem(String place, String problem) {
        problems.add(place + ": " + problem);
    }
}

package dev.bestcode.librarian;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContentBlock.ToolResult;
import dev.bestcode.api.llm.ContentBlock.ToolUse;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmMessage.Role;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Collects a conversation's parts and lays them out as a provider demands (G13): roles take turns,
/// and the message after a tool use begins with the result of each, in the order of the uses,
/// whatever order they came in and even when one never came.
final class Conversation {
    private static final List<ContentBlock> NEVER_CAME =
            List.of(new ContentBlock.Text("No result was recorded; the outcome is unknown."));

    private record Part(Role role, List<ContentBlock> blocks) {}

    private final List<Part> parts = new ArrayList<>();
    private final Map<String, ToolResult> results = new HashMap<>();
    private String system = "";
    private List<ToolDescriptor> tools = List.of();

    void system(String text) {
        system = text;
    }

    void tools(List<ToolDescriptor> definitions) {
        tools = definitions;
    }

    void user(List<ContentBlock> blocks) {
        parts.add(new Part(Role.USER, blocks));
    }

    void assistant(List<ContentBlock> blocks) {
        parts.add(new Part(Role.ASSISTANT, blocks));
    }

    void result(ToolResult result) {
        results.putIfAbsent(result.toolUseId(), result);
    }

    LlmRequest request(String model, int maxTokens) {
        var messages = new ArrayList<LlmMessage>();
        for (var part : parts) {
            append(messages, part.role(), sendable(part.blocks()));
            append(messages, Role.USER, resultsOf(part.blocks()));
        }
        return new LlmRequest(model, maxTokens, system, tools, messages);
    }

    /// Models do answer with empty text; providers refuse to take it back.
    private static List<ContentBlock> sendable(List<ContentBlock> blocks) {
        return blocks.stream()
                .filter(block -> !(block instanceof ContentBlock.Text(var text) && text.isEmpty()))
                .toList();
    }

    private List<ContentBlock> resultsOf(List<ContentBlock> blocks) {
        return blocks.stream()
                .filter(ToolUse.class::isInstance)
                .map(block -> (ContentBlock) resultOf((ToolUse) block))
                .toList();
    }

    private ToolResult resultOf(ToolUse use) {
        var result = results.get(use.id());
        return result != null ? result : new ToolResult(use.id(), NEVER_CAME, true);
    }

    private static void append(List<LlmMessage> messages, Role role, List<ContentBlock> blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        if (!messages.isEmpty() && messages.getLast().role() == role) {
            var merged = new ArrayList<>(messages.removeLast().content());
            merged.addAll(blocks);
            messages.add(new LlmMessage(role, merged));
        } else {
            messages.add(new LlmMessage(role, blocks));
        }
    }
}

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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects a conversation's parts and lays them out as a provider demands (G13): roles take turns,
/// and the message after a tool use begins with the result of each, in the order of the uses,
/// whatever order they came in and even when one never came.
final class Conversation {
    private static final List<ContentBlock> NEVER_CAME =
            List.of(new ContentBlock.Text("No result was recorded; the outcome is unknown."));

    /// @param results by the id of their use; ids are unique within one answer only
    private record Part(Role role, List<ContentBlock> blocks, Map<String, ToolResult> results) {
        Part(Role role, List<ContentBlock> blocks) {
            this(role, blocks, new HashMap<>());
        }

        boolean uses(String use) {
            for (var block : blocks) {
                if (block instanceof ToolUse(var id, _, _, _) && id.equals(use)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private String system = "";
    private List<ToolDescriptor> tools = List.of();

    void add(Said said) {
        switch (said) {
            case Said.Prompt(var text) -> system = text;
            case Said.Tools(var definitions) -> tools = definitions;
            case Said.User(var blocks) -> parts.add(new Part(Role.USER, blocks));
            case Said.Assistant(var blocks) -> parts.add(new Part(Role.ASSISTANT, blocks));
            case Said.Result(var result) -> add(result);
        }
    }

    /// It belongs to the newest answer that used its id, which has one result for it: what is
    /// recorded once more is no result of an earlier answer, which has been sent without one.
    private void add(ToolResult result) {
        for (var part : parts.reversed()) {
            if (part.uses(result.toolUseId())) {
                part.results().putIfAbsent(result.toolUseId(), result);
                return;
            }
        }
    }

    LlmRequest request(String model, int maxTokens) {
        var messages = new ArrayList<LlmMessage>();
        var taken = new HashSet<String>();
        for (var part : parts) {
            var ids = freeIds(part, taken);
            append(messages, part.role(), sendable(part.blocks(), ids));
            append(messages, Role.USER, resultsOf(part, ids));
        }
        return new LlmRequest(model, maxTokens, system, tools, messages);
    }

    /// Ids of an answer's uses, by those that the model gave: some models give the same again in a
    /// later answer, and no provider takes that back.
    private static Map<String, String> freeIds(Part part, Set<String> taken) {
        var ids = new HashMap<String, String>();
        for (var block : part.blocks()) {
            if (block instanceof ToolUse(var id, _, _, _)) {
                var free = id;
                for (int number = 2; !taken.add(free); number++) {
                    free = id + "_" + number;
                }
                ids.put(id, free);
            }
        }
        return ids;
    }

    /// Models do answer with empty text, or are cut off while they think; providers take back
    /// neither an empty text nor an answer that ends in thinking.
    private static List<ContentBlock> sendable(List<ContentBlock> blocks, Map<String, String> ids) {
        var sendable = new ArrayList<ContentBlock>(blocks.size());
        for (var block : blocks) {
            if (block instanceof ToolUse use) {
                sendable.add(named(use, ids.getOrDefault(use.id(), use.id())));
            } else if (!(block instanceof ContentBlock.Text(var text) && text.isEmpty())) {
                sendable.add(block);
            }
        }
        while (!sendable.isEmpty() && sendable.getLast().isThinking()) {
            sendable.removeLast();
        }
        return sendable;
    }

    /// The same block where it can be: what it was printed to is found again by it.
    private static ToolUse named(ToolUse use, String id) {
        return id.equals(use.id()) ? use : new ToolUse(id, use.name(), use.input(), use.more());
    }

    private static List<ContentBlock> resultsOf(Part part, Map<String, String> ids) {
        var results = new ArrayList<ContentBlock>(ids.size());
        for (var block : part.blocks()) {
            if (block instanceof ToolUse(var id, _, _, _)) {
                results.add(result(part, id, ids.getOrDefault(id, id)));
            }
        }
        return results;
    }

    private static ContentBlock result(Part part, String id, String shownId) {
        var result = SentResult.of(part.results().getOrDefault(id, neverCame(id)));
        return shownId.equals(result.toolUseId())
                ? result
                : new ToolResult(shownId, result.content(), result.error());
    }

    private static ToolResult neverCame(String use) {
        return new ToolResult(use, NEVER_CAME, true);
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

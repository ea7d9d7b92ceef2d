package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The beginning of a conversation, as another run can go on with it: whole exchanges, so that
/// every tool use has its result. What was shown again of folded pages, and how tools came to their
/// results, is left out; the pages themselves are there.
public final class Prefix {
    private final List<SegmentRow> pages;

    private Prefix(List<SegmentRow> pages) {
        this.pages = List.copyOf(pages);
    }

    /// What was said before a message came.
    /// @param before the message's number; pages and messages have theirs from one order
    public static Prefix of(KernelState state, ThreadId thread, long before) {
        var pages = new ArrayList<SegmentRow>();
        var open = new HashSet<String>();
        int whole = 0;
        for (var page : state.contexts().segments(thread)) {
            if (page.id().value() >= before) {
                break;
            }
            switch (page.tag()) {
                case ContextTags.RECALLED, ContextTags.SCRATCH -> {
                    continue;
                }
                case ContextTags.ASSISTANT -> open.addAll(toolUses(content(state, page)));
                case ContextTags.TOOL_RESULT -> open.remove(toolUse(content(state, page)));
                default -> {
                    // It opens nothing.
                }
            }
            pages.add(page);
            whole = open.isEmpty() ? pages.size() : whole;
        }
        return new Prefix(pages.subList(0, whole));
    }

    private static Bytes content(KernelState state, SegmentRow page) {
        return state.contexts().content(page.id()).orElse(Bytes.EMPTY);
    }

    private static List<String> toolUses(Bytes answer) {
        return ContentBlock.listFrom((JsonArray) Json.parse(answer.toByteArray())).stream()
                .filter(ContentBlock.ToolUse.class::isInstance)
                .map(block -> ((ContentBlock.ToolUse) block).id())
                .toList();
    }

    private static String toolUse(Bytes result) {
        var block = ContentBlock.from((JsonObject) Json.parse(result.toByteArray()));
        return ((ContentBlock.ToolResult) block).toolUseId();
    }

    /// In order.
    public List<SegmentId> pages() {
        return pages.stream().map(SegmentRow::id).toList();
    }

    /// What an agent knows that is at rest behind these pages; empty for one that has not begun.
    /// @param numbers that the pages have where it goes on
    public Optional<Bytes> restingState(List<SegmentId> numbers) {
        if (pages.isEmpty()) {
            return Optional.empty();
        }
        var transcript = Transcript.NONE;
        for (int i = 0; i < pages.size(); i++) {
            var page = pages.get(i);
            transcript = transcript.with(numbers.get(i).value(), page.size());
            if (page.tag().equals(ContextTags.ASSISTANT)) {
                transcript = transcript.answered();
            }
        }
        return Optional.of(AgentState.NEW.with(transcript).toBytes());
    }
}

package dev.bestcode.agent;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How an agent came to its answer, in words, read from the journal: its thread has left the table
/// by then. The whole of it stays in the journal; these are notes for its caller.
final class CallNotes {
    /// Hundreds of turns.
    private static final int ENTRIES_MAX = 1_000;

    /// A long page to recall, and little beside what the agent itself has cost.
    private static final int CHARS_MAX = 100_000;

    /// Of one result; what it was about is in the call before it.
    private static final int RESULT_CHARS_MAX = 2_000;

    private CallNotes() {}

    /// @param request that the agent's thread was begun with
    static String of(MessageId request, KernelState.Journal journal) {
        return journal.get(request)
                .map(entry -> journal.last(entry.message().thread(), ENTRIES_MAX))
                .map(CallNotes::text)
                .orElse("");
    }

    private static String text(List<JournalEntry> entries) {
        var text =
                entries.stream()
                        .filter(entry -> !entry.pruned())
                        .filter(entry -> entry.status() != MessageStatus.REFUSED)
                        .flatMap(entry -> line(entry.message()).stream())
                        .collect(Collectors.joining("\n"));
        return head(text, CHARS_MAX);
    }

    private static Optional<String> line(Message message) {
        try {
            var payload = Json.parseObject(message.payload().utf8());
            return switch (message.kind()) {
                case REQUEST -> task(message, payload);
                case ANSWER -> answer(message, payload);
                case FAILURE -> Optional.of("failed: " + Failure.from(payload).message());
            };
        } catch (JsonException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> task(Message message, JsonObject payload) {
        return message.tag().equals(AgentTask.TYPE.tag())
                ? Optional.of("task: " + payload.requireString("task"))
                : Optional.empty();
    }

    private static Optional<String> answer(Message message, JsonObject payload) {
        if (message.tag().equals(LlmReply.TYPE.tag())) {
            return Optional.of(
                    LlmReply.from(payload).content().stream()
                            .map(CallNotes::said)
                            .filter(said -> !said.isEmpty())
                            .collect(Collectors.joining("\n")));
        }
        return message.tag().equals(ToolOutcome.TYPE.tag())
                ? Optional.of(
                        "%s: %s"
                                .formatted(
                                        message.sender(),
                                        head(ToolOutcome.from(payload).text(), RESULT_CHARS_MAX)))
                : Optional.empty();
    }

    private static String said(ContentBlock block) {
        return switch (block) {
            case ContentBlock.Text(var text) -> text;
            case ContentBlock.ToolUse(_, var name, var input, _) -> name + " " + Json.text(input);
            case ContentBlock.ToolResult _,
                    ContentBlock.Image _,
                    ContentBlock.Document _,
                    ContentBlock.Raw _ ->
                    "";
        };
    }

    private static String head(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
        return text.substring(0, end) + " [… the rest is in the journal]";
    }
}

package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.Optional;

/// What a committed event adds to the history of its thread.
final class Items {
    private Items() {}

    static Optional<Item> of(BestCodeEvent.Committed event) {
        long seq = event.seq();
        return switch (event) {
            case BestCodeEvent.RunStarted started ->
                    item(
                            seq,
                            Item.Kind.TASK,
                            "you",
                            started.task(),
                            "AgentTask",
                            JsonObject.builder().put("task", started.task()).build());
            case BestCodeEvent.MessageSpoken spoken ->
                    item(
                            seq,
                            Item.Kind.SAID,
                            "agent",
                            spoken.text(),
                            "LlmReply",
                            JsonObject.builder().put("text", spoken.text()).build());
            case BestCodeEvent.ToolCalled called ->
                    item(
                            seq,
                            Item.Kind.CALL,
                            called.tool(),
                            CallText.of(called.arguments()),
                            called.tool(),
                            called.arguments());
            case BestCodeEvent.ToolAnswered answered ->
                    item(
                            seq,
                            answered.error() ? Item.Kind.ERROR : Item.Kind.ANSWER,
                            answered.tool(),
                            answered.text(),
                            "ToolOutcome",
                            JsonObject.builder()
                                    .put("error", answered.error())
                                    .put("text", answered.text())
                                    .build());
            case BestCodeEvent.ApprovalAsked asked ->
                    item(
                            seq,
                            Item.Kind.QUESTION,
                            asked.tool(),
                            "waits for your answer",
                            "ApprovalRequest",
                            asked.preview().toJson());
            case BestCodeEvent.ApprovalAnswered answered ->
                    item(
                            seq,
                            Item.Kind.NOTE,
                            "approval",
                            said(answered.answer()),
                            "ApprovalAnswer",
                            answered.answer().toJson());
            case BestCodeEvent.ErrorRaised raised ->
                    item(
                            seq,
                            Item.Kind.ERROR,
                            raised.kind(),
                            raised.text(),
                            "Failure",
                            JsonObject.builder()
                                    .put("kind", raised.kind())
                                    .put("message", raised.text())
                                    .build());
            case BestCodeEvent.RunFinished finished ->
                    item(
                            seq,
                            Item.Kind.END,
                            finished.result().status().wireName(),
                            "",
                            "AgentResult",
                            JsonObject.builder()
                                    .put("status", finished.result().status().wireName())
                                    .put("text", finished.result().text())
                                    .put("turns", finished.result().turns())
                                    .build());
            case BestCodeEvent.AgentStarted started ->
                    item(
                            seq,
                            Item.Kind.TASK,
                            "caller",
                            started.task(),
                            "AgentTask",
                            JsonObject.builder().put("task", started.task()).build());
            case BestCodeEvent.AgentEnded _, BestCodeEvent.UsageCounted _ -> Optional.empty();
        };
    }

    static Item note(String text) {
        return new Item(0, Item.Kind.NOTE, "", text, "Note", JsonObject.EMPTY);
    }

    private static String said(ApprovalAnswer answer) {
        return answer.allowed()
                ? "allowed (%s) by %s".formatted(answer.scope().wireName(), answer.by())
                : "denied by %s: %s".formatted(answer.by(), answer.reason());
    }

    private static Optional<Item> item(
            long seq, Item.Kind kind, String title, String text, String tag, JsonObject payload) {
        return Optional.of(new Item(seq, kind, title, text, tag, payload));
    }
}

package dev.bestcode.api.event;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Progress;

import java.util.Optional;

/// One event as one object of `stream-json` and of the control socket: `type` first, then `run`,
/// `thread` and `seq`. A delta is provisional and has no `seq`.
public final class EventJson {
    private EventJson() {}

    /// Empty for what the stream does not carry.
    public static Optional<JsonObject> of(BestCodeEvent event, boolean includePartial) {
        return switch (event) {
            case BestCodeEvent.Committed committed -> Optional.of(of(committed));
            case BestCodeEvent.Provisional provisional ->
                    includePartial ? delta(provisional) : Optional.empty();
        };
    }

    /// The result object of `--output json`.
    public static JsonObject of(RunResult result) {
        return put(result, JsonObject.builder()).put("run", result.run().value()).build();
    }

    public static JsonObject of(BestCodeEvent.Committed event) {
        var json = line(event);
        return switch (event) {
            case BestCodeEvent.RunStarted started ->
                    json.put("profile", started.profile())
                            .put("listener", started.listener())
                            .put("task", started.task())
                            .build();
            case BestCodeEvent.MessageSpoken spoken ->
                    json.put("role", "assistant").put("text", spoken.text()).build();
            case BestCodeEvent.ToolCalled called ->
                    json.put("call", called.call())
                            .put("tool", called.tool())
                            .put("arguments", called.arguments())
                            .build();
            case BestCodeEvent.ToolAnswered answered ->
                    json.put("call", answered.call())
                            .put("tool", answered.tool())
                            .put("error", answered.error())
                            .put("text", answered.text())
                            .build();
            case BestCodeEvent.AgentStarted started ->
                    json.put("caller", started.caller().value())
                            .put("call", started.call())
                            .put("profile", started.profile())
                            .put("listener", started.listener())
                            .put("task", started.task())
                            .build();
            case BestCodeEvent.AgentEnded ended ->
                    json.put("status", ended.status().wireName())
                            .put("turns", ended.turns())
                            .build();
            case BestCodeEvent.ApprovalAsked asked ->
                    json.put("state", "asked")
                            .put("question", asked.question().value())
                            .put("tool", asked.tool())
                            .put("preview", asked.preview().toJson())
                            .build();
            case BestCodeEvent.ApprovalAnswered answered ->
                    json.put("state", answered.answer().allowed() ? "allowed" : "denied")
                            .put("question", answered.question().value())
                            .put("by", answered.answer().by())
                            .put("scope", answered.answer().scope().wireName())
                            .put("reason", answered.answer().reason())
                            .build();
            case BestCodeEvent.UsageCounted counted ->
                    json.put("model", counted.model())
                            .put("usage", counted.usage().toJson())
                            .build();
            case BestCodeEvent.ErrorRaised raised ->
                    json.put("kind", raised.kind()).put("text", raised.text()).build();
            case BestCodeEvent.RunFinished finished -> put(finished.result(), json).build();
        };
    }

    private static JsonObject.Builder line(BestCodeEvent.Committed event) {
        return JsonObject.builder()
                .put("type", type(event))
                .put("run", event.run().value())
                .put("thread", event.thread().value())
                .put("seq", event.seq());
    }

    private static String type(BestCodeEvent.Committed event) {
        return switch (event) {
            case BestCodeEvent.RunStarted _ -> "run_started";
            case BestCodeEvent.MessageSpoken _ -> "message";
            case BestCodeEvent.ToolCalled _ -> "tool_call";
            case BestCodeEvent.ToolAnswered _ -> "tool_result";
            case BestCodeEvent.AgentStarted _ -> "agent_started";
            case BestCodeEvent.AgentEnded _ -> "agent_ended";
            case BestCodeEvent.ApprovalAsked _, BestCodeEvent.ApprovalAnswered _ -> "approval";
            case BestCodeEvent.UsageCounted _ -> "usage";
            case BestCodeEvent.ErrorRaised _ -> "error";
            case BestCodeEvent.RunFinished _ -> "run_finished";
        };
    }

    private static JsonObject.Builder put(RunResult result, JsonObject.Builder json) {
        return json.put("status", result.status().wireName())
                .put("text", result.text())
                .put("turns", result.turns())
                .put("usage", result.usage().toJson());
    }

    private static Optional<JsonObject> delta(BestCodeEvent.Provisional event) {
        if (!(event.progress() instanceof Progress.Text(var text))) {
            return Optional.empty();
        }
        return Optional.of(
                JsonObject.builder()
                        .put("type", "delta")
                        .put("run", event.run().value())
                        .put("thread", event.thread().value())
                        .put("text", text)
                        .build());
    }
}

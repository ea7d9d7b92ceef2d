package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

/// What the kernel keeps of an agent's thread between deliveries.
/// @param modelCalls of the whole thread; names the next one
/// @param answerSegment holds the model's newest answer, 0 for none yet
/// @param lastSegment the newest of the conversation, 0 for none yet
record AgentState(
        Phase phase, TaskCount task, long modelCalls, long answerSegment, long lastSegment) {
    static final AgentState NEW = new AgentState(new Phase.Ready(), TaskCount.NONE, 0, 0, 0);

    AgentState in(Phase next) {
        return new AgentState(next, task, modelCalls, answerSegment, lastSegment);
    }

    AgentState with(TaskCount count) {
        return new AgentState(phase, count, modelCalls, answerSegment, lastSegment);
    }

    AgentState asking() {
        return new AgentState(phase, task.oneAsked(), modelCalls + 1, answerSegment, lastSegment);
    }

    AgentState at(long segment) {
        return new AgentState(phase, task, modelCalls, answerSegment, segment);
    }

    AgentState answeredAt(long segment) {
        return new AgentState(phase, task, modelCalls, segment, segment);
    }

    Bytes toBytes() {
        return Bytes.of(
                Json.print(
                        JsonObject.builder()
                                .put("phase", toJson(phase))
                                .put("task", task.toJson())
                                .put("model_calls", modelCalls)
                                .put("answer_segment", answerSegment)
                                .put("last_segment", lastSegment)
                                .build()));
    }

    static AgentState from(Bytes bytes) {
        var json = Json.parseObject(bytes.utf8());
        return new AgentState(
                phaseFrom(json.requireObject("phase")),
                TaskCount.from(json.requireObject("task")),
                json.requireLong("model_calls"),
                json.requireLong("answer_segment"),
                json.requireLong("last_segment"));
    }

    private static JsonObject toJson(Phase phase) {
        return switch (phase) {
            case Phase.Ready() -> JsonObject.builder().put("is", "ready").build();
            case Phase.Thinking(var call) ->
                    JsonObject.builder().put("is", "thinking").put("call", call).build();
            case Phase.AwaitingTools(var calls) ->
                    JsonObject.builder()
                            .put("is", "awaiting_tools")
                            .put("running", calls.running())
                            .put(
                                    "open",
                                    new JsonArray(
                                            calls.open().stream().map(AgentState::toJson).toList()))
                            .build();
        };
    }

    private static JsonValue toJson(ToolCalls.Call call) {
        return JsonObject.builder()
                .put("id", call.id())
                .put("tool", call.tool())
                .put("pure", call.pure())
                .build();
    }

    private static Phase phaseFrom(JsonObject json) {
        return switch (json.requireString("is")) {
            case "ready" -> new Phase.Ready();
            case "thinking" -> new Phase.Thinking(json.requireString("call"));
            case "awaiting_tools" ->
                    new Phase.AwaitingTools(
                            new ToolCalls(
                                    json.requireArray("open").values().stream()
                                            .map(value -> callFrom((JsonObject) value))
                                            .toList(),
                                    Math.toIntExact(json.requireLong("running"))));
            default ->
                    throw new IllegalArgumentException(
                            "unknown phase of an agent: '" + json.requireString("is") + "'");
        };
    }

    private static ToolCalls.Call callFrom(JsonObject json) {
        return new ToolCalls.Call(
                json.requireString("id"),
                json.requireString("tool"),
                json.bool("pure").orElse(false));
    }
}

package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

import java.util.ArrayList;
import java.util.List;

/// What the kernel keeps of an agent's thread between deliveries.
/// @param modelCalls of the whole thread; names the next one
/// @param transcript how far its conversation reaches
/// @param repeated the model's newest answer, and how often it came in a row
/// @param heard what the user said since the model was asked; the pipeline bounds it
record AgentState(
        Phase phase,
        TaskCount task,
        long modelCalls,
        Transcript transcript,
        Repeated repeated,
        List<String> heard) {
    static final AgentState NEW =
            new AgentState(
                    new Phase.Ready(),
                    TaskCount.NONE,
                    0,
                    Transcript.NONE,
                    Repeated.NONE,
                    List.of());

    AgentState {
        heard = List.copyOf(heard);
    }

    AgentState in(Phase next) {
        return new AgentState(next, task, modelCalls, transcript, repeated, heard);
    }

    AgentState with(TaskCount count) {
        return new AgentState(phase, count, modelCalls, transcript, repeated, heard);
    }

    AgentState with(Transcript reached) {
        return new AgentState(phase, task, modelCalls, reached, repeated, heard);
    }

    AgentState with(Repeated answer) {
        return new AgentState(phase, task, modelCalls, transcript, answer, heard);
    }

    AgentState asking() {
        return new AgentState(phase, task.oneAsked(), modelCalls + 1, transcript, repeated, heard);
    }

    AgentState hearing(String text) {
        var more = new ArrayList<>(heard);
        more.add(text);
        return with(more);
    }

    AgentState withNothingHeard() {
        return with(List.of());
    }

    private AgentState with(List<String> said) {
        return new AgentState(phase, task, modelCalls, transcript, repeated, said);
    }

    Bytes toBytes() {
        return Bytes.of(
                Json.print(
                        JsonObject.builder()
                                .put("phase", toJson(phase))
                                .put("task", task.toJson())
                                .put("model_calls", modelCalls)
                                .put("answer_segment", transcript.answerSegment())
                                .put("last_segment", transcript.lastSegment())
                                .put("prompt_tokens", transcript.promptTokens())
                                .put("repeated", repeated.toJson())
                                .put("heard", JsonArray.ofStrings(heard))
                                .build()));
    }

    static AgentState from(Bytes bytes) {
        var json = Json.parseObject(bytes.utf8());
        return new AgentState(
                phaseFrom(json.requireObject("phase")),
                TaskCount.from(json.requireObject("task")),
                json.requireLong("model_calls"),
                new Transcript(
                        json.requireLong("answer_segment"),
                        json.requireLong("last_segment"),
                        json.requireLong("prompt_tokens")),
                Repeated.from(json.requireObject("repeated")),
                json.requireArray("heard").values().stream()
                        .map(text -> ((JsonString) text).value())
                        .toList());
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
        var json =
                JsonObject.builder()
                        .put("id", call.id())
                        .put("tool", call.tool())
                        .put("independent", call.independent());
        if (call.isBounded()) {
            json.put("at_once_max", call.atOnceMax());
        }
        return json.build();
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
                json.bool("independent").orElse(false),
                (int) json.integer("at_once_max").orElse(Integer.MAX_VALUE));
    }
}

package dev.bestcode.routing;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.ArrayList;
import java.util.List;

/// What `find-tool` says to a model.
final class FindAnswer {
    /// A fifth of what a model is shown of any tool's result, for five tools.
    private static final int ANSWER_CHARS_MAX = 10_000;

    private FindAnswer() {}

    static ToolOutcome of(Found found) {
        return switch (found) {
            case Found.Tools(var hits) ->
                    ToolOutcome.succeeded(
                            Json.text(
                                    JsonObject.builder()
                                            .put("tools", listed(hits))
                                            .put(
                                                    "next",
                                                    "call find-tool with the same need, one of these as tool, and its arguments")
                                            .build()));
            case Found.Nothing(var nearest) -> nothing(nearest);
        };
    }

    static ToolOutcome unfilled(List<Found.Hit> hits, List<String> problems) {
        return ToolOutcome.failed(
                Json.text(
                        JsonObject.builder()
                                .put("problems", JsonArray.ofStrings(problems))
                                .put("tools", listed(hits))
                                .put(
                                        "next",
                                        "nothing was called: call find-tool with one of these as tool, and its arguments")
                                .build()));
    }

    static ToolOutcome nothing(List<Found.Hit> nearest) {
        var answer = JsonObject.builder().put("error", Found.NO_CAPABILITY);
        if (!nearest.isEmpty()) {
            answer.put(
                    "nearest",
                    JsonArray.ofStrings(nearest.stream().map(hit -> hit.tool().name()).toList()));
        }
        return ToolOutcome.failed(
                Json.text(answer.put("next", "say it in other words, or do without it").build()));
    }

    static ToolOutcome notInTable() {
        return nothing(List.of());
    }

    /// As many as there is room for, at least the names.
    private static JsonArray listed(List<Found.Hit> hits) {
        List<JsonValue> tools = new ArrayList<>();
        int chars = 0;
        for (var hit : hits) {
            var whole = hit.tool().toJson();
            int size = Json.text(whole).length();
            boolean fits = chars + size <= ANSWER_CHARS_MAX;
            chars += fits ? size : 0;
            tools.add(
                    fits
                            ? whole
                            : JsonObject.builder()
                                    .put("name", hit.tool().name())
                                    .put("left_out", "its schema is too long to list here")
                                    .build());
        }
        return new JsonArray(tools);
    }
}

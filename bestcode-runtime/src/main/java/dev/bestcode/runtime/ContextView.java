package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.SegmentId;

import java.util.List;

/// How much of its context a request to a model showed.
/// @param whole pages shown as they are
/// @param folded pages of which a summary, or the line of their exchange, is shown
/// @param evicted pages of which nothing is shown
/// @param changed the pages that were folded, evicted or shown again with this very request
public record ContextView(
        int whole, List<SegmentId> folded, List<SegmentId> evicted, List<SegmentId> changed) {
    public ContextView {
        folded = List.copyOf(folded);
        evicted = List.copyOf(evicted);
        changed = List.copyOf(changed);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("whole", whole)
                .put("folded", numbers(folded))
                .put("evicted", numbers(evicted))
                .put("changed", numbers(changed))
                .build();
    }

    private static JsonArray numbers(List<SegmentId> pages) {
        return new JsonArray(
                pages.stream().map(page -> (JsonValue) JsonNumber.of(page.value())).toList());
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.List;

/// What a repair saved, and what is gone.
/// @param saved transactions
/// @param head of the new log; that of the old one if nothing is lost
/// @param lost transactions, by their LSNs
/// @param contents that are gone, of transactions that were saved: each names its LSN and op, or
///     its blob
/// @param findings in the old kernel
public record RepairReport(
        long saved, LogHead head, List<Lost> lost, List<String> contents, List<Finding> findings) {
    public RepairReport {
        lost = List.copyOf(lost);
        contents = List.copyOf(contents);
        findings = List.copyOf(findings);
    }

    /// Whether anything is gone.
    public boolean isLossy() {
        return !lost.isEmpty() || !contents.isEmpty();
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("saved", saved)
                .put("head", head.toString())
                .put("lost", array(lost.stream().map(Lost::toJson).toList()))
                .put("contents", array(contents.stream().map(JsonString::new).toList()))
                .put("findings", array(findings.stream().map(Finding::toJson).toList()))
                .build();
    }

    private static JsonArray array(List<? extends JsonValue> values) {
        return new JsonArray(List.copyOf(values));
    }
}

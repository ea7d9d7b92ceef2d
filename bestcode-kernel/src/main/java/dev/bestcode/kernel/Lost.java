package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.List;

/// Transactions that a log no longer has, or that do not fit what it still has.
/// @param file where they lay, or where what follows them lies
/// @param offset byte of the file
/// @param why they are gone
/// @param concerned what they named, such as `message 7`, as far as that is known
public record Lost(
        long firstLsn, long lastLsn, String file, long offset, String why, List<String> concerned) {
    public Lost {
        concerned = List.copyOf(concerned);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("lost", firstLsn)
                .put("through", lastLsn)
                .put("file", file)
                .put("byte", offset)
                .put("why", why)
                .put(
                        "concerned",
                        new JsonArray(concerned.stream().<JsonValue>map(JsonString::new).toList()))
                .build();
    }

    /// One line for a person.
    @Override
    public String toString() {
        var range = firstLsn == lastLsn ? "LSN " + firstLsn : "LSN " + firstLsn + " to " + lastLsn;
        var of = concerned.isEmpty() ? "" : " (" + String.join(", ", concerned) + ")";
        return "lost: %s%s: %s: byte %d: %s".formatted(range, of, file, offset, why);
    }
}

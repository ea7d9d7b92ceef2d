package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.List;
import java.util.regex.Pattern;

/// A page of a list of models, which reads the same to clients of either dialect.
final class ModelPage {
    private static final Pattern LIMIT = Pattern.compile("[?&]limit=");
    private static final Pattern AFTER = Pattern.compile("[?&]after_id=([^&]*)");

    /// Pages are small here, so that few models make several.
    private static final int ROWS_MAX = 3;

    private ModelPage() {}

    /// @param path with its query
    static byte[] of(List<String> models, String path) {
        var after = AFTER.matcher(path);
        int from = after.find() ? models.indexOf(after.group(1)) + 1 : 0;
        var limit = LIMIT.matcher(path);
        int rows = limit.find() ? ROWS_MAX : models.size();
        var page = models.subList(from, Math.min(models.size(), from + rows));
        var json =
                JsonObject.builder()
                        .put("object", "list")
                        .put("data", new JsonArray(page.stream().map(ModelPage::row).toList()))
                        .put("has_more", from + page.size() < models.size());
        if (!page.isEmpty()) {
            json.put("first_id", page.getFirst()).put("last_id", page.getLast());
        }
        return Json.print(json.build());
    }

    private static JsonValue row(String id) {
        return JsonObject.builder()
                .put("id", id)
                .put("object", "model")
                .put("type", "model")
                .put("display_name", "The " + id)
                .build();
    }
}

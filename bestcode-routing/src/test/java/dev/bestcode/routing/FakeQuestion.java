package dev.bestcode.routing;

import dev.bestcode.api.json.JsonObject;

/// @param tool empty text for none
record FakeQuestion(String need, String tool, boolean run) {
    JsonObject toJson() {
        var json = JsonObject.builder().put("need", need).put("run", run);
        return (tool.isEmpty() ? json : json.put("tool", tool)).build();
    }
}

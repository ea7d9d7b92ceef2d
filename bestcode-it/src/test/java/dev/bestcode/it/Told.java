package dev.bestcode.it;

import dev.bestcode.api.json.JsonObject;

import java.util.List;

/// Reads what an agent has told its editor.
final class Told {
    private Told() {}

    static JsonObject update(JsonObject message) {
        return message.object("params")
                .flatMap(params -> params.object("update"))
                .orElse(JsonObject.EMPTY);
    }

    /// What was shown, a line an update.
    static List<String> shown(List<JsonObject> messages) {
        return messages.stream()
                .map(Told::update)
                .filter(update -> !update.members().isEmpty())
                .map(
                        update ->
                                update.requireString("sessionUpdate")
                                        + " "
                                        + update.object("content")
                                                .map(it -> it.requireString("text"))
                                                .or(() -> update.string("title"))
                                                .or(() -> update.string("status"))
                                                .orElse(""))
                .toList();
    }

    static boolean isUpdate(JsonObject message) {
        return !update(message).members().isEmpty();
    }

    static String stopReason(JsonObject answer) {
        return answer.requireObject("result").requireString("stopReason");
    }

    static String error(JsonObject answer) {
        return answer.requireObject("error").requireString("message");
    }
}

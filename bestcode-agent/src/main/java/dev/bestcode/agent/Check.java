package dev.bestcode.agent;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.tool.ToolOutcome;

/// A command that has to succeed before a call counts as done, and what was answered before it.
/// @param answer the agent's last words; empty text until it has answered
/// @param notes how it came to them
record Check(String command, boolean isUnderWay, String answer, String notes) {
    static Check of(String command) {
        return new Check(command, false, "", "");
    }

    Check after(String lastWords, String way) {
        return new Check(command, true, lastWords, way);
    }

    /// The arguments that the command is run with.
    JsonObject call() {
        return JsonObject.builder().put("command", command).build();
    }

    /// What the whole call comes to.
    ToolOutcome outcome(ToolOutcome checked) {
        var outcome =
                checked.error()
                        ? ToolOutcome.failed(
                                "%s\n\nIts check '%s' did not succeed:\n%s"
                                        .formatted(answer, command, checked.text()))
                        : ToolOutcome.succeeded(
                                "%s\n\nIts check '%s' succeeded.".formatted(answer, command));
        return outcome.withScratch(notes);
    }

    Bytes toBytes() {
        return Bytes.of(
                Json.print(
                        JsonObject.builder()
                                .put("command", command)
                                .put("under_way", isUnderWay)
                                .put("answer", answer)
                                .put("notes", notes)
                                .build()));
    }

    static Check from(Bytes bytes) {
        var json = Json.parseObject(bytes.utf8());
        return new Check(
                json.requireString("command"),
                json.bool("under_way").orElse(false),
                json.requireString("answer"),
                json.requireString("notes"));
    }
}

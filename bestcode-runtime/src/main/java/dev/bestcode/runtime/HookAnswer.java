package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.Sandbox.Exit;

/// What a hook came to.
sealed interface HookAnswer {
    /// The exit status that says no; others do as well.
    int NO = 2;

    /// Of what a hook adds to what a model reads.
    int WORDS_MAX = 4_000;

    /// Of the words that say why it failed.
    int WHY_MAX = 500;

    /// It has nothing against it.
    /// @param words that it adds; empty text for none
    record Passed(String words) implements HookAnswer {}

    /// It says no.
    record Denied(String why) implements HookAnswer {}

    /// It said neither.
    record Failed(String why) implements HookAnswer {}

    /// @param printed what it printed to its output
    /// @param errors what it printed as errors
    static HookAnswer of(Exit exit, String printed, String errors) {
        return switch (exit) {
            case Exit.Exited(var code) ->
                    switch (code) {
                        case 0 -> passed(printed.strip());
                        case NO ->
                                new Denied(
                                        errors.isBlank()
                                                ? "it said no, and not why"
                                                : cut(errors.strip(), WORDS_MAX));
                        default -> new Failed("it ended with %d%s".formatted(code, said(errors)));
                    };
            case Exit.Signalled(var signal) ->
                    new Failed("it was ended by signal %d%s".formatted(signal, said(errors)));
            case Exit.TimedOut(var limit) ->
                    new Failed("it took longer than %d s".formatted(limit.toSeconds()));
        };
    }

    /// What it prints is one JSON object, or nothing. A member that is not known may have meant a
    /// no, so it is none.
    private static HookAnswer passed(String printed) {
        if (printed.isEmpty()) {
            return new Passed("");
        }
        try {
            JsonObject said = Json.parseObject(printed);
            for (var name : said.members().keySet()) {
                if (!name.equals("context")) {
                    return new Failed(
                            "it printed a member '%s'; 'context' is the only one, and exit status %d says no"
                                    .formatted(cut(name, 80), NO));
                }
            }
            return said.string("context")
                    .<HookAnswer>map(words -> new Passed(cut(words.strip(), WORDS_MAX)))
                    .orElse(
                            said.members().isEmpty()
                                    ? new Passed("")
                                    : new Failed("its 'context' is no text"));
        } catch (JsonException | IllegalArgumentException e) {
            return new Failed("it printed what is no JSON object");
        }
    }

    private static String said(String errors) {
        return errors.isBlank() ? "" : ": " + cut(errors.strip(), WHY_MAX);
    }

    private static String cut(String text, int codePointsMax) {
        return text.codePointCount(0, text.length()) <= codePointsMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePointsMax)) + "…";
    }
}

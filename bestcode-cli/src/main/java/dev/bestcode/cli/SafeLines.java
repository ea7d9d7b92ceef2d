package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.io.PrintStream;

/// Writes lines that may hold what models and tools said; nothing in them moves a terminal.
/// @param form of the lines
record SafeLines(ListOutput form, PrintStream out) {
    /// The one that was chosen.
    void line(String text, JsonObject json) {
        switch (form) {
            case text -> out.println(Printable.of(text));
            case json -> out.println(escaped(json));
        }
    }

    /// JSON has an escape for every character, so that none is lost.
    static String escaped(JsonObject json) {
        var safe = new StringBuilder();
        Json.text(json)
                .codePoints()
                .forEach(
                        c -> {
                            if (Printable.isHarmless(c)) {
                                safe.appendCodePoint(c);
                            } else {
                                for (char unit : Character.toChars(c)) {
                                    safe.append("\\u%04x".formatted((int) unit));
                                }
                            }
                        });
        return safe.toString();
    }
}

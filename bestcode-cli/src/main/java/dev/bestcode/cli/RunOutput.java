package dev.bestcode.cli;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.EventJson;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.io.PrintStream;

/// What a headless run writes to standard output.
enum RunOutput {
    /// The final text, and nothing else.
    text,
    /// One result object.
    json,
    /// One event a line, as it happens.
    stream_json;

    @Override
    public String toString() {
        return name().replace('_', '-');
    }

    void event(BestCodeEvent event, boolean includePartial, PrintStream out) {
        if (this == stream_json) {
            EventJson.of(event, includePartial).ifPresent(json -> line(json, out));
        }
    }

    /// @param terminal whether `out` may be one
    void result(RunResult result, boolean terminal, PrintStream out, PrintStream err) {
        switch (this) {
            case text -> {
                boolean done = result.status() == RunStatus.DONE;
                boolean asItIs = done && !terminal; // a program or a file is to have every byte
                (done ? out : err).println(asItIs ? result.text() : Printable.of(result.text()));
            }
            case json -> line(EventJson.of(result), out);
            case stream_json -> {
                // The last event was the result.
            }
        }
    }

    private static void line(JsonObject json, PrintStream out) {
        out.println(Json.text(json));
        out.flush();
    }
}

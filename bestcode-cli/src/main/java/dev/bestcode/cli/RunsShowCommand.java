package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.tools.WorkspacePast;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode runs show`: what a run's calls changed in the workspace.
@Command(
        name = "show",
        description = "List what a run's calls changed in the workspace, oldest first.",
        footer = {
            "",
            "The number before each is what 'bestcode rewind --to' takes: the message that came next.",
            "",
            "Example:",
            "  bestcode runs show r-4f0q1x8z2k"
        })
final class RunsShowCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Override
    public Integer call() throws IOException {
        try {
            var id = new RunId(run);
            var place = RunPlace.in(system.state.directory(System.getenv())).of(id);
            try (var os =
                    system.builderWithoutModel(System.getenv()).stateAt(place.path()).build()) {
                os.changes(id).forEach(this::show);
                return ExitCode.OK;
            }
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void show(WorkspacePast.Entry entry) {
        output.lines().line(text(entry), json(entry));
    }

    private static String text(WorkspacePast.Entry entry) {
        var text = new StringBuilder("%-7d %s".formatted(entry.at(), entry.kind()));
        if (!entry.tool().isEmpty()) {
            text.append(" ").append(entry.tool());
        }
        if (entry.leftOut() > 0) {
            text.append(" (%,d entries not kept)".formatted(entry.leftOut()));
        }
        entry.changes()
                .forEach(
                        change ->
                                text.append(
                                        "%n        %-8s %s"
                                                .formatted(change.what(), change.path())));
        return text.toString();
    }

    private static JsonObject json(WorkspacePast.Entry entry) {
        List<JsonValue> changes =
                List.copyOf(
                        entry.changes().stream()
                                .map(
                                        change ->
                                                JsonObject.builder()
                                                        .put("path", change.path())
                                                        .put("what", change.what())
                                                        .build())
                                .toList());
        return JsonObject.builder()
                .put("at", entry.at())
                .put("kind", entry.kind())
                .put("tool", entry.tool())
                .put("left_out", entry.leftOut())
                .put("changes", new JsonArray(changes))
                .build();
    }
}

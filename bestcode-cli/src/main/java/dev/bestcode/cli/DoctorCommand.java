package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.runtime.WorkspaceState;
import dev.bestcode.security.Doctor;
import dev.bestcode.security.Doctor.Examined;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestcode doctor`: which walls stand on this machine, by trying to cross each.
@Command(
        name = "doctor",
        description =
                "Raise the walls around commands that this machine can have, and try to cross each.",
        footer = {
            "",
            "Exit status: 1 when a wall was raised and crossed all the same.",
            "What each wall is for, and how to get those that are missing: docs/sandbox.md.",
            "",
            "Example:",
            "  bestcode doctor --output json"
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException, InterruptedException, SandboxException {
        var state = WorkspaceState.directory(System.getenv(), Path.of(""));
        Files.createDirectories(state);
        var walls = Doctor.examine(state, System.getenv());
        switch (output.chosen()) {
            case text -> {
                walls.forEach(DoctorCommand::print);
                Doctor.notes().forEach(note -> line("note     " + note));
            }
            case json -> walls.forEach(wall -> System.out.println(Json.text(json(wall))));
        }
        return walls.stream().anyMatch(wall -> wall.stands() && !wall.crossed().isEmpty())
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private static void print(Examined wall) {
        var state = wall.stands() ? (wall.crossed().isEmpty() ? "stands" : "FAILS") : "missing";
        line("%-8s %-10s %s".formatted(state, wall.name(), wall.reason()));
        wall.held().forEach(what -> line("%19s refused: %s".formatted("", what)));
        wall.crossed().forEach(what -> line("%19s done:    %s".formatted("", what)));
    }

    private static JsonObject json(Examined wall) {
        return JsonObject.builder()
                .put("wall", wall.name())
                .put("stands", wall.stands())
                .put("reason", wall.reason())
                .put("refused", JsonArray.ofStrings(wall.held()))
                .put("done", JsonArray.ofStrings(wall.crossed()))
                .build();
    }

    private static void line(String text) {
        System.out.println(Printable.of(text));
    }
}

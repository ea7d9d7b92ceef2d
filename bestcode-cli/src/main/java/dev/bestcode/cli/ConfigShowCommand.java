package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.security.UserKeys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// `bestcode config show`: each setting, and who says so.
@Command(
        name = "show",
        description = "List every setting with its value and where that comes from.",
        footer = {
            "",
            "The first that says something counts: a flag, the environment, the workspace's",
            ".bestcode/config.yaml (which may say little), your own config.yaml.",
            "",
            "Example:",
            "  bestcode config show --output json"
        })
final class ConfigShowCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Whose project file counts (default: the current directory).")
    private Path workspace = Path.of(".");

    @Override
    public Integer call() throws IOException {
        var environment = System.getenv();
        var settings = Settings.of(environment, workspace);
        var lines = output.lines();
        for (var setting : Setting.values()) {
            show(lines, setting, Optional.ofNullable(settings.found().get(setting)));
        }
        var kept = UserKeys.of(environment);
        for (var key : new TreeSet<>(kept.read().keySet())) {
            boolean set = !environment.getOrDefault(key, "").isBlank();
            showKey(lines, key, set ? "$" + key : kept.path().toString());
        }
        return ExitCode.OK;
    }

    private static void show(SafeLines lines, Setting setting, Optional<Settings.Found> found) {
        var json = JsonObject.builder().put("setting", setting.key());
        found.ifPresent(said -> json.put("value", said.value()).put("source", said.source()));
        lines.line(
                found.map(
                                said ->
                                        "%-16s %-24s %s"
                                                .formatted(
                                                        setting.key(), said.value(), said.source()))
                        .orElseGet(
                                () ->
                                        "%-16s %-24s %s"
                                                .formatted(
                                                        setting.key(),
                                                        "(default)",
                                                        setting.description)),
                json.build());
    }

    private static void showKey(SafeLines lines, String key, String source) {
        lines.line(
                "%-16s %-24s %s".formatted("key", key, source),
                JsonObject.builder().put("key", key).put("source", source).build());
    }
}

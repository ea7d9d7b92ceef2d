package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.wasm.LoadReport;
import dev.bestcode.wasm.LoadReport.Tier;
import dev.bestcode.wasm.WasmException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `bestcode wasm inspect`: what a component asks for and offers. None of its code runs.
@Command(
        name = "inspect",
        description = "Show what a component imports, exports and would be refused.",
        footer = {"", "Example:", "  bestcode wasm inspect slug.wasm"})
final class WasmInspectCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private WasmChoice choice = new WasmChoice();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        try {
            return shown();
        } catch (WasmException e) {
            return WasmFailure.told(e);
        }
    }

    private int shown() throws IOException {
        var component = choice.inspected();
        var report = component.report();
        var lines = output.lines();
        lines.line(text(report, component.world()), json(report, component.world()));
        boolean loads = report.imports().stream().noneMatch(one -> one.tier() == Tier.UNGRANTED);
        return loads ? ExitCode.OK : ExitCode.REFUSED;
    }

    private String text(LoadReport report, String world) {
        return """
        %s
          sha256     %s
          bytes      %,d
          imports
        %s
          functions
        %s
          warnings
        %s
          world
        %s"""
                .formatted(
                        choice.file(),
                        report.sha256(),
                        report.bytes(),
                        lines(
                                report.imports().stream()
                                        .map(
                                                one ->
                                                        "%-9s  %s  %s"
                                                                .formatted(
                                                                        tier(one.tier()),
                                                                        one.name(),
                                                                        String.join(
                                                                                " ",
                                                                                one.functions())))
                                        .toList()),
                        lines(
                                report.functions().stream()
                                        .map(one -> one.name() + ": " + one.type())
                                        .toList()),
                        lines(report.warnings()),
                        world.stripTrailing().indent(4).stripTrailing());
    }

    private static String tier(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }

    private static String lines(List<String> lines) {
        return lines.isEmpty()
                ? "    none"
                : lines.stream()
                        .map(line -> "    " + line.stripTrailing())
                        .collect(Collectors.joining("\n"));
    }

    private static JsonObject json(LoadReport report, String world) {
        return JsonObject.builder()
                .put("sha256", report.sha256().hex())
                .put("bytes", report.bytes())
                .put(
                        "imports",
                        array(
                                report.imports().stream()
                                        .map(
                                                one ->
                                                        JsonObject.builder()
                                                                .put("name", one.name())
                                                                .put("tier", tier(one.tier()))
                                                                .put(
                                                                        "functions",
                                                                        JsonArray.ofStrings(
                                                                                one.functions()))
                                                                .build())
                                        .toList()))
                .put(
                        "functions",
                        array(
                                report.functions().stream()
                                        .map(
                                                one ->
                                                        JsonObject.builder()
                                                                .put("name", one.name())
                                                                .put("type", one.type())
                                                                .build())
                                        .toList()))
                .put("warnings", JsonArray.ofStrings(report.warnings()))
                .put("world", world)
                .build();
    }

    private static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(List.<JsonValue>copyOf(objects));
    }
}

package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.routing.RoutedTool;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `bestcode tools describe`: what a model is told of a tool.
@Command(
        name = "describe",
        description = "Show what a model is told of a tool.",
        footer = {"", "Example:", "  bestcode tools describe grep"})
final class ToolsDescribeCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private ToolChoice choice = new ToolChoice();

    @Parameters(paramLabel = "TOOL", description = "Its name.")
    private String name = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var tools = choice.tools();
        var tool =
                tools.stream()
                        .filter(it -> it.id().equals(name) || it.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no tool '%s' in this profile; there are %s"
                                                        .formatted(
                                                                name,
                                                                tools.stream()
                                                                        .map(RoutedTool::name)
                                                                        .limit(50)
                                                                        .collect(
                                                                                Collectors.joining(
                                                                                        ", ")))));
        output.lines()
                .line(
                        "%s%n%s%n%s"
                                .formatted(
                                        tool.name(),
                                        tool.description(),
                                        Json.text(tool.inputSchema())),
                        ToolLines.json(tool));
        return ExitCode.OK;
    }
}

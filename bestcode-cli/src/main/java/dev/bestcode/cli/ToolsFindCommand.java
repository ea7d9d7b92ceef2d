package dev.bestcode.cli;

import dev.bestcode.routing.Found;
import dev.bestcode.runtime.SystemTools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

/// `bestcode tools find`: which tools fit a request.
@Command(
        name = "find",
        description = "Find the tools that fit a request.",
        footer = {
            "",
            "The status is 1 when nothing fits.",
            "",
            "Examples:",
            "  bestcode tools find \"look for a word in all files\"",
            "  bestcode tools find --catalogue tools.json --output json \"weather tomorrow\""
        })
final class ToolsFindCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private ToolChoice choice = new ToolChoice();

    @Parameters(arity = "1..*", paramLabel = "REQUEST", description = "What is to be done.")
    private List<String> words = List.of();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    public Integer call() throws IOException {
        var router = SystemTools.router(choice.tools());
        return switch (router.find(String.join(" ", words), _ -> true)) {
            case Found.Tools(var hits) -> {
                var lines = output.lines();
                hits.forEach(hit -> lines.line(ToolLines.text(hit), ToolLines.json(hit)));
                yield ExitCode.OK;
            }
            case Found.Nothing _ -> {
                System.err.println(Found.NO_CAPABILITY);
                yield ExitCode.FAILED;
            }
        };
    }
}

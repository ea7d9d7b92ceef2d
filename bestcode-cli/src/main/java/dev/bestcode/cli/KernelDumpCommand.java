package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `bestcode kernel dump`: the log as it is.
@Command(
        name = "dump",
        description = "Show transactions as they lie in the log.",
        footer = {"", "Example:", "  bestcode kernel dump --from 12 --to 14 --content"})
final class KernelDumpCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private LsnRange range = new LsnRange();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--content",
            description = "Show content too, as text, or base 64 where it is none.")
    private boolean content;

    @Override
    public Integer call() throws IOException {
        range.require(choice);
        var lines = output.lines();
        WalInspector.of(FileStorage.at(choice.one()))
                .dump(range.from, range.to, content, json -> lines.line(text(json), json));
        return ExitCode.OK;
    }

    /// The transaction in a line, and each op in one.
    private static String text(JsonObject transaction) {
        var ops =
                transaction.requireArray("ops").values().stream()
                        .map(op -> "\n  " + SafeLines.escaped((JsonObject) op))
                        .collect(Collectors.joining());
        return "LSN %d  %s  %s%s"
                .formatted(
                        transaction.requireLong("lsn"),
                        transaction.requireString("time"),
                        transaction.requireString("chain"),
                        ops);
    }
}

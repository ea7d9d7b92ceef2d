package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.InspectedEntry;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.runtime.JournalLine;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode journal export`: entries with their payloads.
@Command(
        name = "export",
        description = "Write journal entries with their payloads, one JSON object a line.",
        footer = {
            "",
            "An entry whose payload retention has dropped says \"pruned\": true.",
            "",
            "Example:",
            "  bestcode journal export --from 100 > journal.jsonl"
        })
final class JournalExportCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private KernelChoice choice = new KernelChoice();
    @Mixin private LsnRange range = new LsnRange();

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "Only entries of this run; finds its kernel by itself.")
    private @Nullable String run;

    @Override
    public Integer call() throws IOException {
        range.require(choice);
        var of = Optional.ofNullable(run).map(this::runId);
        WalInspector.of(FileStorage.at(of.isPresent() ? kernelOf(of.get()) : choice.one()))
                .journal(
                        range.from,
                        range.to,
                        of,
                        entry -> System.out.println(SafeLines.escaped(json(entry))));
        System.out.flush();
        return ExitCode.OK;
    }

    private static JsonObject json(InspectedEntry inspected) {
        return JournalLine.of(inspected.entry(), inspected.run()).toJson();
    }

    private Path kernelOf(RunId id) throws IOException {
        try {
            return new RunFiles(id, choice.all()).kernel();
        } catch (IllegalArgumentException e) {
            throw choice.usage(String.valueOf(e.getMessage()));
        }
    }

    private RunId runId(String text) {
        try {
            return new RunId(text);
        } catch (IllegalArgumentException e) {
            throw choice.usage(String.valueOf(e.getMessage()));
        }
    }
}

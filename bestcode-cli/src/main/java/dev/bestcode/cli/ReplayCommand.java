package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.Replay;
import dev.bestcode.runtime.ReplayResult;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode replay`: makes a run again from its journal, and compares.
@Command(
        name = "replay",
        description = "Make a finished run again from its journal, offline, and compare each step.",
        footer = {
            "",
            "No model is asked, no tool is called; the workspace may be gone. Say the same",
            "organism, model and effort as then. Status: 0 the same, 1 not the same, 2",
            "cannot be. What is compared with what: docs/replay.md.",
            "",
            "Examples:",
            "  bestcode replay r-4f0q1x8z2k",
            "  bestcode replay r-4f0q1x8z2k --organism changed.yaml --output json"
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private OrganismOptions system = new OrganismOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model that the run was asked of.")
    private @Nullable String model;

    @Mixin private EffortOption effort = new EffortOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Override
    public Integer call() throws IOException {
        try {
            var id = new RunId(run);
            var files = RunFiles.of(id, system.state);
            try (var _ = WorkspaceStandIn.forMissing(system.state)) {
                var replay = replay();
                return show(files.read((state, _) -> replay.of(state, id)));
            }
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Replay replay() throws IOException {
        var builder = system.builderWithoutModel(System.getenv());
        if (model != null) {
            builder.model(model);
        }
        effort.chosen().ifPresent(builder::effort);
        return builder.replay();
    }

    private int show(ReplayResult result) {
        output.lines().line(ReplayText.of(result), ReplayText.json(result));
        return switch (result) {
            case ReplayResult.Same _ -> ExitCode.OK;
            case ReplayResult.Diverged _ -> ExitCode.FAILED;
            case ReplayResult.Refused _ -> ExitCode.USAGE;
        };
    }
}

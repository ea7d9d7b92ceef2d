package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ScriptedModel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Ours.
/// @param version the words that tell its version
/// @param run that takes `--base-url`, `--data-dir`, `--organism` and a task
record OwnAgent(String name, List<String> version, List<String> run) implements Agent {
    static OwnAgent command(Path bestcode) {
        var program = bestcode.toAbsolutePath().normalize().toString();
        return new OwnAgent(
                NAME,
                List.of(program, "--version"),
                List.of(
                        program,
                        "run",
                        "--approve",
                        "all",
                        "--budget-usd", // a scripted model has no cache, and counts all of it
                        "1000"));
    }

    /// An application that embeds the system.
    /// @param jvm more options of the JVM
    static OwnAgent embedded(List<String> before, List<String> jvm, List<String> arguments) {
        var flags = new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        flags.addAll(jvm);
        var words = new ArrayList<>(List.of("agent-child"));
        words.addAll(arguments);
        var command = new ArrayList<>(before);
        command.addAll(ChildJvm.command(flags, words));
        return new OwnAgent(NAME, ChildJvm.command(flags, List.of("--version")), command);
    }

    /// The same, started by other words.
    /// @param before words that start what follows them
    OwnAgent startedBy(List<String> before) {
        var command = new ArrayList<>(before);
        command.addAll(run);
        return new OwnAgent(name, version, command);
    }

    @Override
    public AgentTools tools(Workload workload) {
        return AgentTools.OURS;
    }

    @Override
    public List<String> command(AgentScenario scenario, Workload workload, Path state) {
        var words = new ArrayList<>(run);
        words.addAll(List.of("--data-dir", state.toString()));
        if (scenario.curated()) {
            words.addAll(List.of("--organism", workload.organism().toString()));
        }
        words.add(TASK);
        return words;
    }

    @Override
    public Map<String, String> environment(ScriptedModel model, Path state) {
        return Map.of("ANTHROPIC_API_KEY", "benchmark", "ANTHROPIC_BASE_URL", model.baseUrl());
    }

    @Override
    public boolean isChecked() {
        return true;
    }

    @Override
    public boolean startsAfresh() {
        return true;
    }
}

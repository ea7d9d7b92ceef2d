package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ScriptedModel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An agent that is measured as a whole process.
interface Agent {
    String NAME = "bestcode";
    String TASK = "do as you are told";

    /// Small letters, with dashes between words.
    String name();

    AgentTools tools(Workload workload);

    /// The words that tell its version.
    List<String> version();

    /// The words that give it the task.
    List<String> command(AgentScenario scenario, Workload workload, Path state);

    /// What it is to find in its environment, for this model alone.
    /// @param state a folder for what it keeps; its configuration may be written there
    Map<String, String> environment(ScriptedModel model, Path state);

    /// Whether its requests are held against what the provider's documents say.
    default boolean isChecked() {
        return false;
    }

    /// Whether each run begins with an empty folder for its state.
    default boolean startsAfresh() {
        return false;
    }
}

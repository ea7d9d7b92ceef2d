package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ScriptedModel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The coding agent pi, a script for Node.
record PiAgent(Path script) implements Agent {
    @Override
    public String name() {
        return "pi";
    }

    @Override
    public AgentTools tools(Workload workload) {
        return AgentTools.named("read", "path", "bash", "command");
    }

    @Override
    public List<String> version() {
        return List.of("node", script.toString(), "--version");
    }

    @Override
    public List<String> command(AgentScenario scenario, Workload workload, Path state) {
        return List.of(
                "node",
                script.toString(),
                "-p",
                "--provider",
                "anthropic",
                "--model",
                "claude-sonnet-4-5",
                TASK);
    }

    @Override
    public Map<String, String> environment(ScriptedModel model, Path state) {
        Fenced.configure(
                state.resolve("models.json"),
                """
                {"providers": {"anthropic": {"baseUrl": "%s"}}}
                """
                        .formatted(model.baseUrl()));
        return Fenced.environment(
                state,
                Map.of(
                        "PI_CODING_AGENT_DIR", state.toString(),
                        "PI_OFFLINE", "1",
                        "PI_TELEMETRY", "0",
                        "PI_SKIP_VERSION_CHECK", "1",
                        "ANTHROPIC_API_KEY", "benchmark"));
    }
}

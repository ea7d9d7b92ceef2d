package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ScriptedModel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Claude Code, without what it calls non-essential traffic.
record ClaudeAgent(Path program) implements Agent {
    @Override
    public String name() {
        return "claude-code";
    }

    @Override
    public AgentTools tools(Workload workload) {
        return AgentTools.named("Read", "file_path", "Bash", "command").in(workload.workspace());
    }

    @Override
    public List<String> version() {
        return List.of(program.toString(), "--version");
    }

    @Override
    public List<String> command(AgentScenario scenario, Workload workload, Path state) {
        return List.of(
                program.toString(),
                "-p",
                "--model",
                "claude-sonnet-4-5",
                "--allowedTools",
                "Read,Bash",
                "--",
                TASK);
    }

    @Override
    public Map<String, String> environment(ScriptedModel model, Path state) {
        return Fenced.environment(
                state,
                Map.of(
                        "CLAUDE_CONFIG_DIR", state.toString(),
                        "ANTHROPIC_BASE_URL", model.baseUrl(),
                        "ANTHROPIC_API_KEY", "benchmark",
                        "DISABLE_AUTOUPDATER", "1",
                        "DISABLE_TELEMETRY", "1",
                        "DISABLE_ERROR_REPORTING", "1",
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"));
    }
}

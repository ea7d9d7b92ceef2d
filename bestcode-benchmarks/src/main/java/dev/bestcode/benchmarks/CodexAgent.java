package dev.bestcode.benchmarks;

import dev.bestcode.testkit.ScriptedModel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Codex, the program itself and not the script for Node that starts it.
record CodexAgent(Path program) implements Agent {
    @Override
    public String name() {
        return "codex";
    }

    @Override
    public AgentTools tools(Workload workload) {
        return AgentTools.shellOnly("exec_command", "cmd");
    }

    @Override
    public List<String> version() {
        return List.of(program.toString(), "--version");
    }

    @Override
    public List<String> command(AgentScenario scenario, Workload workload, Path state) {
        return List.of(program.toString(), "exec", "--skip-git-repo-check", TASK);
    }

    @Override
    public Map<String, String> environment(ScriptedModel model, Path state) {
        Fenced.configure(
                state.resolve("config.toml"),
                """
                model = "gpt-5.1"
                model_provider = "scripted"
                approval_policy = "never"
                sandbox_mode = "danger-full-access"
                check_for_update_on_startup = false
                [analytics]
                enabled = false
                [model_providers.scripted]
                name = "scripted"
                base_url = "%s"
                env_key = "SCRIPTED_KEY"
                wire_api = "responses"
                """
                        .formatted(model.chatBaseUrl()));
        return Fenced.environment(
                state, Map.of("CODEX_HOME", state.toString(), "SCRIPTED_KEY", "benchmark"));
    }
}

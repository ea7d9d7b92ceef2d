package dev.bestcode.cli;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.security.UserApprovals;
import dev.bestcode.security.UserKeys;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The options that say which system to assemble.
final class SystemOptions {
    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description =
                    "Organism file (default: the workspace's .bestcode/organism.yaml, else the built-in one).")
    @Nullable Path organism;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "coding",
            description = "Whose rights the run has (default: ${DEFAULT-VALUE}).")
    String profile = "coding";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Model id, or opus, sonnet, haiku.")
    @Nullable String model;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description =
                    "Where the Messages API is (default: $ANTHROPIC_BASE_URL, else Anthropic).")
    @Nullable String baseUrl;

    @Mixin StateOptions state = new StateOptions();

    /// A builder with everything that the options say.
    BestCode.Builder builder(Map<String, String> environment) throws IOException {
        var chosen = ProjectOrganism.of(organism, state.workspace);
        var builder =
                BestCode.builder()
                        .organism(chosen.trusted(environment, state.workspace))
                        .approvals(UserApprovals.of(environment, state.workspace.toRealPath()));
        if (model != null) {
            builder.model(model);
        }
        ComponentTools.of(chosen.organism(), environment).ifPresent(builder::components);
        return builder.environment(environment)
                .llm(client(environment))
                .tools(NativeTools.in(Workspace.at(state.workspace)))
                .stateIn(state.directory(environment));
    }

    private LlmClient client(Map<String, String> environment) throws IOException {
        var settings =
                new HashMap<>(UserKeys.of(environment).completing(environment, state.workspace));
        if (baseUrl != null) {
            settings.put("ANTHROPIC_BASE_URL", baseUrl);
        }
        return AnthropicClient.fromEnvironment(settings);
    }
}

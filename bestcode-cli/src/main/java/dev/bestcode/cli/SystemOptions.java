package dev.bestcode.cli;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The options that say which system to assemble.
final class SystemOptions extends RightsOptions {
    @Option(
            names = "--small-model",
            paramLabel = "NAME",
            description = "Model for sentences of folds and forms (or none).")
    private @Nullable String smallModel;

    @Mixin ModelOptions models = new ModelOptions();

    /// A builder with everything that the options say.
    BestCodeBuilder builder(Map<String, String> environment) throws IOException {
        return builder(environment, List.of());
    }

    /// The same with more servers of tools, which the user has set up elsewhere.
    BestCodeBuilder builder(Map<String, String> environment, List<ListenerSpec> servers)
            throws IOException {
        state.requireWorkspace();
        var keys = KeptKeys.completing(environment, state.workspace);
        var root = Workspace.at(state.workspace).root();
        var builder =
                builderWithoutModel(environment, servers)
                        .llm(models.client(keys, root))
                        .modelTimeouts(models.timeouts())
                        .modelRetries(models.retries());
        models.name().ifPresent(builder::model);
        // What is asked beside a turn is asked in one run and not in the next: no tape holds it.
        if (smallModel != null && !models.taped()) {
            builder.smallModel(smallModel);
        }
        return builder;
    }
}

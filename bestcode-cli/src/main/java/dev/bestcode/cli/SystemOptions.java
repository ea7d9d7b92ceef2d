package dev.bestcode.cli;

import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.llm.ModelPrices;
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
import java.util.Map;
import java.util.function.Consumer;

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
            names = "--small-model",
            paramLabel = "NAME",
            description =
                    "Model that adds sentences to what is folded and fills forms of found tools"
                            + " (default: none is asked).")
    private @Nullable String smallModel;

    @Mixin ModelOptions models = new ModelOptions();

    @Mixin StateOptions state = new StateOptions();

    /// A builder with everything that the options say.
    BestCode.Builder builder(Map<String, String> environment) throws IOException {
        var keys = UserKeys.of(environment).completing(environment, state.workspace);
        var root = Workspace.at(state.workspace).root();
        var builder = builderWithoutModel(environment).llm(models.client(keys, root));
        // A tape has one order of requests, and what is asked beside a turn has none.
        if (smallModel != null && !models.taped()) {
            builder.smallModel(smallModel);
        }
        return builder;
    }

    /// As [#builder], for what asks no model and so needs no key.
    BestCode.Builder builderWithoutModel(Map<String, String> environment) throws IOException {
        var chosen = ProjectOrganism.of(organism, state.workspace);
        var builder =
                BestCode.builder()
                        .organism(chosen.trusted(environment, state.workspace))
                        .approvals(UserApprovals.of(environment, state.workspace.toRealPath()));
        models.name().ifPresent(builder::model);
        ComponentTools.of(chosen.organism(), environment).ifPresent(builder::components);
        return builder.environment(environment)
                .pricedBy(ModelPrices.builtIn())
                .llm(SystemOptions::noModel)
                .tools(NativeTools.in(Workspace.at(state.workspace)))
                .stateIn(state.directory(environment));
    }

    private static LlmReply noModel(LlmRequest request, Consumer<LlmEvent> onEvent) {
        throw new LlmException.Permanent("this command asks no model");
    }
}

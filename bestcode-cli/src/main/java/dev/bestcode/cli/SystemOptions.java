package dev.bestcode.cli;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            converter = FromZero.class,
            description = "Model calls allowed (default: the agent's limit).")
    private @Nullable Integer maxIterations;

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
        var builder = builderWithoutModel(environment, servers).llm(models.client(keys, root));
        models.name().ifPresent(builder::model);
        // A tape has one order of requests, and what is asked beside a turn has none.
        if (smallModel != null && !models.taped()) {
            builder.smallModel(smallModel);
        }
        if (maxIterations != null) {
            builder.maxIterations(maxIterations);
        }
        return builder;
    }

    static final class FromZero implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            if (!typed.matches("[0-9]{1,9}")) {
                throw new TypeConversionException(
                        "it is '%s'; allowed from 0, a whole number".formatted(typed));
            }
            return Integer.valueOf(typed);
        }
    }
}

package dev.bestcode.cli;

import dev.bestcode.api.llm.Effort;
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
import java.util.Optional;
import java.util.stream.Stream;

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
        return builder(environment, servers, models.name(), models.effort.chosen());
    }

    /// The same with a model and an effort that were chosen since.
    BestCodeBuilder builder(
            Map<String, String> environment, Optional<String> model, Optional<Effort> effort)
            throws IOException {
        return builder(
                environment, List.of(), model.or(models::name), effort.or(models.effort::chosen));
    }

    private BestCodeBuilder builder(
            Map<String, String> environment,
            List<ListenerSpec> servers,
            Optional<String> model,
            Optional<Effort> effort)
            throws IOException {
        state.requireWorkspace(environment);
        var keys = KeptKeys.completing(environment, state.workspace);
        var root = Workspace.at(state.workspace).root();
        // What is asked beside a turn is asked in one run and not in the next: no tape holds it.
        var small = Optional.ofNullable(smallModel).filter(_ -> !models.taped());
        var chosen = Stream.concat(model.stream(), small.stream()).toList();
        var builder =
                builderWithoutModel(environment, servers)
                        .llm(models.client(keys, root, chosen))
                        .modelTimeouts(models.limits.timeouts())
                        .modelRetries(models.limits.retries());
        model.ifPresent(builder::model);
        effort.ifPresent(builder::effort);
        small.ifPresent(builder::smallModel);
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

package dev.bestcode.spring;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.message.Step;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.ModelPrices;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.spring.SettingsException.Problem;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a system is made of, from properties and beans. A bean goes before a property; where both
/// say where state is, that is a mistake.
/// @param tasks by their text
record SystemParts(BestCodeBuilder builder, Function<String, Task> tasks) {
    private static final String PROFILE_WHEN_SEVERAL = "coding";

    /// @throws SettingsException naming everything that is wrong with properties
    /// @throws dev.bestcode.organism.OrganismException when the organism file cannot be used
    static SystemParts of(
            BestCodeProperties properties,
            ConfigurableListableBeanFactory beans,
            Environment environment,
            ResourceLoader resources) {
        return new Collecting(properties, beans, environment, resources).collect();
    }

    private static final class Collecting {
        private final BestCodeProperties properties;
        private final ConfigurableListableBeanFactory beans;
        private final Environment environment;
        private final ResourceLoader resources;
        private final BestCodeBuilder builder = BestCode.builder();
        private final List<Problem> problems = new ArrayList<>();
        private LlmTimeouts timeouts = LlmTimeouts.DEFAULT;

        Collecting(
                BestCodeProperties properties,
                ConfigurableListableBeanFactory beans,
                Environment environment,
                ResourceLoader resources) {
            this.properties = properties;
            this.beans = beans;
            this.environment = environment;
            this.resources = resources;
        }

        SystemParts collect() {
            var organism = organism();
            builder.organism(organism);
            state();
            models();
            tools();
            others();
            var tasks = tasks(organism.organism());
            if (!problems.isEmpty()) {
                throw new SettingsException(problems);
            }
            each(BestCodeCustomizer.class, it -> it.customize(builder));
            return new SystemParts(builder, tasks);
        }

        private OrganismFile organism() {
            return one(OrganismFile.class)
                    .or(() -> one(Organism.class).map(OrganismFile::built))
                    .orElseGet(
                            () ->
                                    OrganismLocation.read(
                                            Optional.ofNullable(properties.organism()), resources));
        }

        private void state() {
            var storage = one(KernelStorage.class);
            var directory = Optional.ofNullable(properties.dataDir());
            if (storage.isPresent() && directory.isPresent()) {
                problem(
                        "bestcode.data-dir is set, and there is a bean of KernelStorage",
                        "Take one of the two away: state is kept in one place.");
            } else if (storage.isEmpty() && directory.isEmpty()) {
                problem(
                        "bestcode.data-dir is not set, so there is no place for state",
                        "Set bestcode.data-dir to a folder that outlives the application, or add a bean of KernelStorage.");
            }
            directory.ifPresent(builder::stateIn);
            storage.ifPresent(builder::storage);
        }

        private void models() {
            one(LlmClient.class)
                    .or(() -> new ProviderClients(properties, environment, problems).client())
                    .ifPresent(builder::llm);
            Optional.ofNullable(properties.model()).ifPresent(builder::model);
            Optional.ofNullable(properties.effort()).ifPresent(builder::effort);
            Optional.ofNullable(properties.smallModel()).ifPresent(builder::smallModel);
            modelLimit("first-byte", properties.modelFirstByte(), LlmTimeouts::withFirstByte);
            modelLimit("idle", properties.modelIdle(), LlmTimeouts::withIdle);
            modelLimit("total", properties.modelTotal(), LlmTimeouts::withTotal);
            builder.modelTimeouts(timeouts);
            retries();
            one(Prices.class)
                    .ifPresentOrElse(
                            builder::prices, () -> builder.pricedBy(ModelPrices.builtIn()));
        }

        private void modelLimit(
                String name,
                @Nullable Duration limit,
                BiFunction<LlmTimeouts, Duration, LlmTimeouts> change) {
            if (limit == null) {
                return;
            }
            try {
                timeouts = change.apply(timeouts, limit);
            } catch (IllegalArgumentException e) {
                problem(
                        "bestcode.model-%s: %s".formatted(name, e.getMessage()),
                        "Set bestcode.model-%s to a time of up to a day, such as 20m."
                                .formatted(name));
            }
        }

        private void retries() {
            try {
                Optional.ofNullable(properties.modelRetries())
                        .map(RetryPolicy::ofRetries)
                        .ifPresent(builder::modelRetries);
            } catch (IllegalArgumentException e) {
                problem(
                        "bestcode.model-retries is " + properties.modelRetries(),
                        "Set bestcode.model-retries to 0 to %d."
                                .formatted(RetryPolicy.RETRIES_MAX));
            }
        }

        private void tools() {
            one(NativeTools.class).or(this::workspaceTools).ifPresent(builder::tools);
            each(ToolPeer.class, builder::tool);
            new MethodToolBeans(beans).tools().forEach(builder::tool);
        }

        private Optional<NativeTools> workspaceTools() {
            var folder = properties.workspace();
            if (folder == null) {
                return Optional.empty();
            }
            if (!Files.isDirectory(folder)) {
                problem(
                        "bestcode.workspace is '%s', which is no directory".formatted(folder),
                        "Set bestcode.workspace to a folder that is there.");
                return Optional.empty();
            }
            return Optional.of(NativeTools.in(Workspace.at(folder)));
        }

        private void others() {
            one(EmbeddingProvider.class).ifPresent(builder::embedding);
            one(Approver.class).ifPresent(builder::approver);
            each(Step.class, builder::step);
            var watchers = ResolvableType.forClassWithGenerics(Consumer.class, BestCodeEvent.class);
            beans.<Consumer<BestCodeEvent>>getBeanProvider(watchers)
                    .orderedStream()
                    .forEach(builder::events);
            builder.approveAll(properties.approveAll());
        }

        private Function<String, Task> tasks(Organism organism) {
            var profile = profile(organism.profiles().stream().map(ProfileSpec::name).toList());
            var listener = properties.listener();
            if (organism.effectiveListeners().stream()
                    .filter(spec -> spec.agent().isPresent())
                    .noneMatch(spec -> spec.name().equals(listener))) {
                problem(
                        "bestcode.listener is '%s', which is no agent of the organism"
                                .formatted(listener),
                        "Set bestcode.listener to one of its agents, or leave it out for the coder.");
            }
            var iterations = Optional.ofNullable(properties.maxIterations());
            if (iterations.filter(count -> count < 0).isPresent()) {
                problem(
                        "bestcode.max-iterations is %d".formatted(iterations.get()),
                        "Set bestcode.max-iterations to 0 or more.");
            }
            var budget = budget();
            return text ->
                    new Task(
                            profile,
                            listener,
                            text,
                            iterations.map(OptionalInt::of).orElse(OptionalInt.empty()),
                            budget,
                            Optional.empty());
        }

        private String profile(List<String> there) {
            var said = Optional.ofNullable(properties.profile());
            if (said.isEmpty() && there.size() == 1) {
                return there.getFirst();
            }
            var name = said.orElse(PROFILE_WHEN_SEVERAL);
            if (!there.contains(name)) {
                problem(
                        said.isPresent()
                                ? "bestcode.profile is '%s', which the organism does not have"
                                        .formatted(name)
                                : "bestcode.profile is not set, and the organism has several",
                        "Set bestcode.profile to one of: %s.".formatted(String.join(", ", there)));
            }
            return name;
        }

        private TaskBudget budget() {
            try {
                return properties.budget().toTaskBudget();
            } catch (ArithmeticException | IllegalArgumentException e) {
                problem(
                        "bestcode.budget cannot be held: " + e.getMessage(),
                        "Set bestcode.budget.usd to an amount of up to six decimals, and tokens and time to 0 or more.");
                return TaskBudget.UNSTATED;
            }
        }

        private void problem(String what, String advice) {
            problems.add(new Problem(what, advice));
        }

        /// The one bean of a type, or the primary of several.
        private <T> Optional<T> one(Class<T> type) {
            return Optional.ofNullable(beans.getBeanProvider(type).getIfAvailable());
        }

        private <T> void each(Class<T> type, Consumer<T> taker) {
            beans.getBeanProvider(type).orderedStream().forEach(taker);
        }
    }
}

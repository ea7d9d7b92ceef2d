package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.agent.SubAgent;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.librarian.ContextRenderer;
import dev.bestcode.llm.LlmPool;
import dev.bestcode.llm.SharedLimit;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.PipelineBuilder;
import dev.bestcode.ports.PortManager;
import dev.bestcode.security.Asking;
import dev.bestcode.security.ProfileCompiler;
import dev.bestcode.security.ProfileProblemsException;
import dev.bestcode.security.ReloadablePolicy;
import dev.bestcode.tools.NativeTools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Checks that the parts fit, and puts them together.
final class Assembly {
    private final BestCodeBuilder parts;
    private final Map<String, ToolPeer> tools = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final RequestTimes times;
    private final Network network;
    private final KernelPast past = new KernelPast();
    private final Commands commands;
    private final Hooks hooks;
    private volatile Optional<Kernel> opened = Optional.empty();
    private Optional<ControlServer> server = Optional.empty();
    private Optional<Pipeline> pipeline = Optional.empty();
    private ServerTools servers = ServerTools.NONE;

    Assembly(BestCodeBuilder parts) {
        this.parts = parts;
        this.times = new RequestTimes(parts.modelTimeouts);
        this.network = new Network(parts.environment, parts.egress);
        this.commands = new Commands(parts, network, past);
        this.hooks = new Hooks(parts.organism, new HookRunner(commands::hook), parts.hookWords);
    }

    /// What drives runs of such a system again; nothing is opened, asked or started.
    Replay replay() {
        return offline(this::replay);
    }

    /// What tells why calls of such a system were made; nothing is opened, asked or started.
    Explainer explainer() {
        return offline(this::explainer);
    }

    /// @param made of the effective organism, where its profiles can be compiled
    private <T> T offline(Function<Organism, Optional<T>> made) {
        collectTools();
        problems.addAll(Unsupported.in(parts.organism, parts.places));
        var organism = EffectiveOrganism.of(parts.organism, descriptors());
        problems.addAll(
                new WiringChecks(
                                organism,
                                new SystemPrompts(organism.prompts(), Optional.empty()),
                                tools.keySet())
                        .problems());
        var found = made.apply(organism);
        if (!problems.isEmpty()) {
            throw new WiringException(problems);
        }
        return found.orElseThrow();
    }

    private Optional<Explainer> explainer(Organism organism) {
        return compile(organism, new Asking(false, _ -> true))
                .map(policy -> new Explainer(organism, parts.prices, policy));
    }

    /// Whoever is to be asked is asked, and walls stand: whether they did is in the log.
    private Optional<Replay> replay(Organism organism) {
        return compile(organism, new Asking(false, _ -> true))
                .map(policy -> new Replay(parts, organism, policy, Map.copyOf(tools)));
    }

    BestCode assemble() {
        try {
            return assembled();
        } catch (RuntimeException | Error e) {
            closeAll(e);
            throw e;
        }
    }

    /// In the order in which a running system closes; whatever was not opened has nothing to close.
    private void closeAll(Throwable failure) {
        var open = new ArrayList<Runnable>();
        pipeline.ifPresent(started -> open.add(started::close));
        open.add(commands::close);
        open.add(network::close);
        server.ifPresent(control -> open.add(control::close));
        opened.ifPresent(kernel -> open.add(kernel::close));
        for (var part : open) {
            try {
                part.run();
            } catch (RuntimeException more) {
                failure.addSuppressed(more);
            }
        }
    }

    private BestCode assembled() {
        collectTools();
        problems.addAll(Unsupported.in(parts.organism, parts.places));
        var organism = effective(parts.organism);
        var prompts =
                new SystemPrompts(
                        organism.prompts(),
                        parts.nativeTools.map(
                                tools ->
                                        Surroundings.of(tools.workspace().root(), tools.skills())));
        problems.addAll(new WiringChecks(organism, prompts, tools.keySet()).problems());
        problems.addAll(PortManager.of(organism).conflicts());
        problems.addAll(WiringChecks.ofState(parts.state, parts.nativeTools));
        problems.addAll(WiringChecks.ofModels(organism, parts.llm, parts.model, parts.smallModel));
        var budgets = new TaskBudgets(organism, parts.model, parts.prices);
        problems.addAll(budgets.problems());
        problems.addAll(WiringChecks.ofWindow(organism, parts.contextWindow));
        var policy = compile(organism);
        var llm = parts.llm.flatMap(this::connected);
        if (organism.profiles().isEmpty()) {
            problems.add("the organism has no profile, so nothing may be done with it");
        }
        if (parts.kernel.isEmpty()) {
            problems.add("no storage: say storage(FileStorage.at(dir)) or stateIn(dir)");
        }
        if (parts.llm.isEmpty()) {
            problems.add("no model: say llm(AnthropicClient.fromEnvironment(System.getenv()))");
        }
        if (!problems.isEmpty()) {
            throw new WiringException(problems);
        }
        return start(
                organism,
                prompts,
                budgets,
                new ReloadablePolicy(policy.orElseThrow()),
                llm.orElseThrow());
    }

    /// On its way out, with its limits. Whoever asks a model here shares these.
    private Optional<LlmClient> connected(LlmClient client) {
        try {
            var connected = network.connect(Predeclared.LLM_POOL, times.given(client));
            return Optional.of(SharedLimit.around(connected, parts.modelRetries));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private void collectTools() {
        commands.peers().forEach(this::collect);
        parts.tools.forEach(this::collect);
        Components.of(parts.organism, parts.components, problems).stream()
                .map(commands::remembered)
                .forEach(this::collect);
        servers = ServerTools.of(parts, network, commands, problems);
        servers.peers().forEach(this::collect);
        parts.organism.listeners().stream()
                .filter(listener -> listener.callable().isPresent())
                .forEach(listener -> collect(SubAgent.of(listener, this::state)));
    }

    /// Of the kernel once it is open; nothing is called before.
    private KernelState state() {
        return opened.orElseThrow().state();
    }

    private void collect(ToolPeer tool) {
        var name = tool.descriptor().name();
        if (name.equals(Predeclared.FIND_TOOL)) {
            problems.add("a tool is named '%s', which is the router's; rename it".formatted(name));
        } else if (name.equals(Predeclared.RECALL)) {
            problems.add(
                    "a tool is named '%s', which is the librarian's; rename it".formatted(name));
        } else if (tools.putIfAbsent(name, hooked(tool)) != null) {
            problems.add("two tools are named '%s'; rename one".formatted(name));
        }
    }

    /// A call of another agent is no call of a tool: that one's calls are.
    private ToolPeer hooked(ToolPeer tool) {
        return tool instanceof SubAgent ? tool : hooks.around(tool);
    }

    private Organism effective(Organism declared) {
        return EffectiveOrganism.of(servers.inPlace(declared), descriptors());
    }

    private Map<String, ToolDescriptor> descriptors() {
        var byName = new LinkedHashMap<String, ToolDescriptor>();
        tools.forEach((name, tool) -> byName.put(name, tool.descriptor()));
        return byName;
    }

    private Optional<AccessPolicy> compile(Organism organism) {
        return compile(organism, asking());
    }

    private Optional<AccessPolicy> compile(Organism organism, Asking asking) {
        try {
            return Optional.of(ProfileCompiler.compile(organism, effects(), asking));
        } catch (ProfileProblemsException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /// Of an organism that is to take the place of the one that was assembled.
    private AccessPolicy compileAnew(Organism declared) {
        var unsupported = Unsupported.in(declared, _ -> Optional.empty());
        if (!unsupported.isEmpty()) {
            throw new WiringException(unsupported);
        }
        try {
            var organism = effective(declared.withCalled());
            return ProfileCompiler.compile(organism, effects(), asking());
        } catch (ProfileProblemsException e) {
            throw new WiringException(e.problems());
        }
    }

    private Asking asking() {
        return new Asking(parts.approveAll, commands::contained);
    }

    private BestCode start(
            Organism organism,
            SystemPrompts prompts,
            TaskBudgets budgets,
            ReloadablePolicy policy,
            LlmClient llm) {
        var owned = parts.kernel.orElseThrow().get();
        var kernel = owned.kernel();
        opened = Optional.of(kernel);
        owned.directory().ifPresent(this::rememberReadsIn);
        server = owned.directory().map(directory -> ControlServer.opening(directory, kernel));
        var started = pipeline(organism, prompts, budgets, policy, kernel, llm);
        pipeline = Optional.of(started);
        past.begin(started, kernel);
        var rewinding = new Rewinding(started, kernel, commands.past());
        finish(rewinding);
        commands.begin(started);
        var ends = new RunEnds(hooks);
        ends.begin(started, kernel::state);
        parts.watchers.forEach(started::watch);
        var system =
                new BestCode(
                        policy,
                        this::compileAnew,
                        budgets,
                        parts.maxIterations,
                        kernel,
                        started,
                        server,
                        network,
                        commands,
                        rewinding,
                        hooks,
                        ends,
                        () -> replay(organism).orElseThrow(),
                        new Explainer(organism, parts.prices, policy));
        server.ifPresent(control -> control.serve(system));
        return system;
    }

    private static void finish(Rewinding rewinding) {
        try {
            rewinding.finish();
        } catch (IOException e) {
            throw new UncheckedIOException("what a rewind left cannot be finished", e);
        }
    }

    private void rememberReadsIn(Path directory) {
        parts.nativeTools
                .map(NativeTools::workspace)
                .ifPresent(it -> it.rememberReadsIn(directory));
    }

    private Pipeline pipeline(
            Organism organism,
            SystemPrompts prompts,
            TaskBudgets budgets,
            AccessPolicy policy,
            Kernel kernel,
            LlmClient llm) {
        var small = parts.smallModel.map(name -> new SmallModel(llm, name));
        var curation = new Curation(kernel::state, parts.contextWindow, small);
        var finding =
                new ToolFinding(
                        tools,
                        kernel::state,
                        finds(organism),
                        network.toolIndex(organism, parts.embedding),
                        curation.recall(),
                        small,
                        parts.nativeTools.filter(tools -> !tools.skills().isEmpty()).isPresent());
        ToolCatalog catalog = finding.catalog();
        var builder = Pipeline.builder(kernel, policy).prices(parts.prices).budgets(budgets);
        parts.approver.ifPresent(builder::approver);
        parts.approvals.ifPresent(builder::memory);
        parts.steps.forEach(builder::step);
        tools.values().stream().filter(tool -> !(tool instanceof SubAgent)).forEach(builder::tool);
        for (var listener : organism.listeners()) {
            switch (listener.handler()) {
                case HandlerNames.AGENT -> {
                    var agent = listener.agent().orElseThrow();
                    var options = options(parts, listener, agent, prompts.compose(agent));
                    builder.listener(
                            listener.name(),
                            curation.of(CodingAgent.of(options, catalog), listener, options));
                }
                case HandlerNames.RECALL -> builder.listener(listener.name(), curation.recall());
                case HandlerNames.LLM ->
                        builder.listener(
                                listener.name(),
                                new LlmPool(
                                        llm,
                                        new ContextRenderer(),
                                        kernel::state,
                                        times.longest(parts.llm.orElseThrow()),
                                        parts.modelRetries,
                                        new SecureRandom()),
                                RequestTimes.DELIVERY_MAX);
                case HandlerNames.ORGANISM -> called(builder, listener);
                case HandlerNames.FIND ->
                        finding.findTool()
                                .ifPresent(tool -> builder.listener(listener.name(), tool));
                default -> {
                    // A tool, already there, or one that no profile lists.
                }
            }
        }
        return builder.start();
    }

    private void called(PipelineBuilder builder, ListenerSpec listener) {
        if (tools.get(listener.name()) instanceof SubAgent agent) {
            var spec = listener.callable().orElseThrow();
            builder.callable(listener.name(), agent, spec.depth(), spec.concurrency());
        }
    }

    static boolean finds(Organism organism) {
        return organism.profiles().stream()
                .anyMatch(profile -> profile.listeners().contains(Predeclared.FIND_TOOL));
    }

    /// @param prompt all that it is told first
    static AgentOptions options(
            BestCodeBuilder parts, ListenerSpec listener, AgentSpec agent, String prompt) {
        var options =
                new AgentOptions(
                                listener.name(),
                                prompt,
                                parts.model.orElse(agent.model()),
                                agent.maxTokens(),
                                agent.maxIterations(),
                                parts.prices,
                                Pipeline.schemaValidator())
                        .withEffort(parts.effort.or(agent::effort));
        return listener.librarian() ? options.withPromptTokensMax(parts.contextWindow) : options;
    }

    private Map<String, Effect> effects() {
        var effects = new LinkedHashMap<String, Effect>();
        tools.forEach((name, tool) -> effects.put(name, tool.effect()));
        return effects;
    }
}

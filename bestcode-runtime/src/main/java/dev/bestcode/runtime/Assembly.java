package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.librarian.ContextRenderer;
import dev.bestcode.llm.LlmPool;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.ports.PortManager;
import dev.bestcode.security.CommandAllowList;
import dev.bestcode.security.ProfileCompiler;
import dev.bestcode.security.ProfileProblemsException;
import dev.bestcode.security.ReloadablePolicy;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Checks that the parts fit, and puts them together.
final class Assembly {
    private final BestCode.Builder parts;
    private final Map<String, ToolPeer> tools = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Network network;

    Assembly(BestCode.Builder parts) {
        this.parts = parts;
        this.network = new Network(parts.environment, parts.egress);
    }

    BestCode assemble() {
        collectTools();
        problems.addAll(Unsupported.in(parts.organism, parts.places));
        var organism = EffectiveOrganism.of(parts.organism, descriptors());
        var prompts =
                new SystemPrompts(
                        organism.prompts(), parts.nativeTools.map(Assembly::surroundings));
        organism.listeners().forEach(listener -> checkListener(listener, prompts));
        organism.profiles().forEach(profile -> checkImplemented(profile, organism));
        problems.addAll(PortManager.of(organism).conflicts());
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
                organism, prompts, new ReloadablePolicy(policy.orElseThrow()), llm.orElseThrow());
    }

    private Optional<LlmClient> connected(LlmClient client) {
        try {
            return Optional.of(network.connect(Predeclared.LLM_POOL, client));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private void collectTools() {
        parts.nativeTools
                .map(natives -> SystemTools.natives(natives, commands(natives.workspace())))
                .ifPresent(peers -> peers.forEach(this::collect));
        parts.tools.forEach(this::collect);
        Components.of(parts.organism, parts.components, problems).forEach(this::collect);
    }

    private CommandPolicy commands(Workspace workspace) {
        var path = System.getenv().getOrDefault("PATH", "");
        return parts.commands.orElseGet(
                () -> CommandAllowList.of(parts.organism, path, workspace.root()));
    }

    private void collect(ToolPeer tool) {
        var name = tool.descriptor().name();
        if (name.equals(Predeclared.FIND_TOOL)) {
            problems.add("a tool is named '%s', which is the router's; rename it".formatted(name));
        } else if (tools.putIfAbsent(name, tool) != null) {
            problems.add("two tools are named '%s'; rename one".formatted(name));
        }
    }

    private Map<String, ToolDescriptor> descriptors() {
        var byName = new LinkedHashMap<String, ToolDescriptor>();
        tools.forEach((name, tool) -> byName.put(name, tool.descriptor()));
        return byName;
    }

    private void checkListener(ListenerSpec listener, SystemPrompts prompts) {
        switch (listener.handler()) {
            case HandlerNames.AGENT -> {
                if (listener.agent().isEmpty()) {
                    problems.add("listener '%s' has no agent part".formatted(listener.name()));
                }
                listener.agent().stream()
                        .flatMap(agent -> prompts.unknownNames(agent).stream())
                        .forEach(
                                name ->
                                        problems.add(
                                                "listener '%s' names prompt '%s', which there is not"
                                                        .formatted(listener.name(), name)));
            }
            case HandlerNames.FIND -> {
                if (!listener.name().equals(Predeclared.FIND_TOOL)) {
                    problems.add(
                            "listener '%s' has handler '%s', which is %s's alone"
                                    .formatted(
                                            listener.name(),
                                            HandlerNames.FIND,
                                            Predeclared.FIND_TOOL));
                }
            }
            case HandlerNames.LLM, HandlerNames.TOOL, HandlerNames.WASM, HandlerNames.ORGANISM -> {
                // What a profile names of these is checked with the profile.
            }
            default ->
                    problems.add(
                            "listener '%s' has handler '%s'; allowed: %s, %s, %s, %s, %s"
                                    .formatted(
                                            listener.name(),
                                            listener.handler(),
                                            HandlerNames.AGENT,
                                            HandlerNames.LLM,
                                            HandlerNames.TOOL,
                                            HandlerNames.WASM,
                                            HandlerNames.ORGANISM));
        }
    }

    private void checkImplemented(ProfileSpec profile, Organism organism) {
        organism.listeners().stream()
                .filter(listener -> listener.handler().equals(HandlerNames.TOOL))
                .filter(listener -> profile.listeners().contains(listener.name()))
                .filter(listener -> !tools.containsKey(listener.name()))
                .forEach(
                        listener ->
                                problems.add(
                                        "profile '%s' lists tool '%s', which nothing implements: say tools(NativeTools.in(workspace)) or tool(yours)"
                                                .formatted(profile.name(), listener.name())));
    }

    private Optional<AccessPolicy> compile(Organism organism) {
        try {
            return Optional.of(ProfileCompiler.compile(organism, effects(), parts.approveAll));
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
            var organism = EffectiveOrganism.of(declared, descriptors());
            return ProfileCompiler.compile(organism, effects(), parts.approveAll);
        } catch (ProfileProblemsException e) {
            throw new WiringException(e.problems());
        }
    }

    private BestCode start(
            Organism organism, SystemPrompts prompts, ReloadablePolicy policy, LlmClient llm) {
        var owned = parts.kernel.orElseThrow().get();
        var kernel = owned.kernel();
        var server = owned.directory().map(directory -> ControlServer.opening(directory, kernel));
        try {
            var pipeline = pipeline(organism, prompts, policy, kernel, llm);
            parts.watchers.forEach(pipeline::watch);
            var system = new BestCode(policy, this::compileAnew, kernel, pipeline, server, network);
            server.ifPresent(control -> control.serve(system));
            return system;
        } catch (RuntimeException e) {
            server.ifPresent(ControlServer::close);
            kernel.close();
            throw e;
        }
    }

    private Pipeline pipeline(
            Organism organism,
            SystemPrompts prompts,
            AccessPolicy policy,
            Kernel kernel,
            LlmClient llm) {
        var finding = new ToolFinding(tools, policy, kernel::state, finds(organism));
        ToolCatalog catalog = finding.catalog();
        var builder = Pipeline.builder(kernel, policy);
        parts.approver.ifPresent(builder::approver);
        parts.approvals.ifPresent(builder::memory);
        parts.steps.forEach(builder::step);
        tools.values().forEach(builder::tool);
        for (var listener : organism.listeners()) {
            switch (listener.handler()) {
                case HandlerNames.AGENT ->
                        builder.listener(
                                listener.name(),
                                CodingAgent.of(options(listener, prompts), catalog));
                case HandlerNames.LLM ->
                        builder.listener(
                                listener.name(),
                                new LlmPool(
                                        llm,
                                        new ContextRenderer(),
                                        kernel::state,
                                        RetryPolicy.DEFAULT,
                                        new SecureRandom()));
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

    private static boolean finds(Organism organism) {
        return organism.profiles().stream()
                .anyMatch(profile -> profile.listeners().contains(Predeclared.FIND_TOOL));
    }

    private AgentOptions options(ListenerSpec listener, SystemPrompts prompts) {
        AgentSpec agent = listener.agent().orElseThrow();
        return new AgentOptions(
                listener.name(),
                prompts.compose(agent),
                parts.model.orElse(agent.model()),
                agent.maxTokens(),
                agent.maxIterations());
    }

    private Map<String, Effect> effects() {
        var effects = new LinkedHashMap<String, Effect>();
        tools.forEach((name, tool) -> effects.put(name, tool.effect()));
        return effects;
    }

    private static String surroundings(NativeTools tools) {
        return "Your workspace is %s; paths are relative to it. The system is %s."
                .formatted(tools.workspace().root(), System.getProperty("os.name"));
    }
}

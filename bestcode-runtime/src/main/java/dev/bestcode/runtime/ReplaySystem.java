package dev.bestcode.runtime;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.SubAgent;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.embedding.LexicalIndex;
import dev.bestcode.librarian.ContextRenderer;
import dev.bestcode.librarian.Librarian;
import dev.bestcode.librarian.LibrarianOptions;
import dev.bestcode.llm.LlmPool;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.PipelineBuilder;
import dev.bestcode.pipeline.Playhead;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// The listeners of one replay, over its own kernel. Agents and calls of organisms work; a tool is
/// there for what it says of itself, and is never called.
final class ReplaySystem {
    private static final LlmClient NO_MODEL =
            (_, _) -> {
                throw new IllegalStateException("a replay asks no model");
            };

    private final BestCodeBuilder parts;
    private final Organism organism;
    private final Kernel kernel;
    private final Playhead playhead;
    private final Librarian librarian;
    private final SystemPrompts prompts;
    private final Map<String, ToolPeer> tools = new LinkedHashMap<>();
    private final Set<String> derived = new LinkedHashSet<>();

    ReplaySystem(
            BestCodeBuilder parts,
            Organism organism,
            Map<String, ToolPeer> tools,
            Kernel kernel,
            Playhead playhead) {
        this.parts = parts;
        this.organism = organism;
        this.kernel = kernel;
        this.playhead = playhead;
        this.prompts = new SystemPrompts(organism.prompts(), Optional.empty());
        this.librarian = Librarian.following(kernel::state, () -> playhead.now().ops());
        tools.forEach((name, tool) -> this.tools.put(name, here(name, tool)));
    }

    /// What calls organisms reads the journal, which is another one here.
    private ToolPeer here(String name, ToolPeer tool) {
        return tool instanceof SubAgent
                ? organism.listeners().stream()
                        .filter(spec -> spec.name().equals(name))
                        .findFirst()
                        .<ToolPeer>map(spec -> SubAgent.of(spec, kernel::state))
                        .orElse(tool)
                : tool;
    }

    /// The listeners whose work is done again.
    Set<String> derived() {
        return derived;
    }

    PipelineBuilder pipeline(AccessPolicy policy) {
        var recall = librarian.recall();
        var finding =
                new ToolFinding(
                        tools,
                        kernel::state,
                        Assembly.finds(organism),
                        new LexicalIndex(), // what was found is in the log
                        recall,
                        Optional.empty(),
                        true); // each agent is shown their tool if it was then
        var builder =
                Pipeline.builder(kernel, policy)
                        .prices(parts.prices)
                        .budgets(new TaskBudgets(organism, parts.model, parts.prices));
        parts.steps.forEach(builder::step);
        tools.values().stream().filter(tool -> !(tool instanceof SubAgent)).forEach(builder::tool);
        for (var listener : organism.listeners()) {
            switch (listener.handler()) {
                case HandlerNames.AGENT -> agent(builder, listener, finding.catalog());
                case HandlerNames.RECALL -> builder.listener(listener.name(), recall);
                case HandlerNames.LLM ->
                        builder.listener(
                                listener.name(),
                                new LlmPool(
                                        NO_MODEL,
                                        new ContextRenderer(),
                                        kernel::state,
                                        parts.modelTimeouts.total(),
                                        parts.modelRetries,
                                        new Random(0)));
                case HandlerNames.ORGANISM -> called(builder, listener);
                case HandlerNames.FIND ->
                        finding.findTool()
                                .ifPresent(tool -> builder.listener(listener.name(), tool));
                default -> {
                    // A tool, already there, or one that no profile lists.
                }
            }
        }
        return builder;
    }

    private void agent(PipelineBuilder builder, ListenerSpec listener, ToolCatalog catalog) {
        AgentSpec spec = listener.agent().orElseThrow();
        var agent =
                new ReplayedAgent(
                        prompt -> options(listener, spec, prompt),
                        prompts.compose(spec),
                        catalog,
                        playhead,
                        kernel::state);
        derived.add(listener.name());
        builder.listener(
                listener.name(),
                listener.librarian()
                        ? librarian.curating(
                                agent,
                                LibrarianOptions.of(parts.contextWindow, spec.maxTokens()),
                                parts.prices)
                        : agent);
    }

    private AgentOptions options(ListenerSpec listener, AgentSpec agent, String prompt) {
        return Assembly.options(parts, listener, agent, prompt);
    }

    private void called(PipelineBuilder builder, ListenerSpec listener) {
        if (tools.get(listener.name()) instanceof SubAgent agent) {
            var spec = listener.callable().orElseThrow();
            derived.add(listener.name());
            builder.callable(listener.name(), agent, spec.depth(), spec.concurrency());
        }
    }
}

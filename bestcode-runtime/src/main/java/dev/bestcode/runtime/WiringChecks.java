package dev.bestcode.runtime;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.librarian.LibrarianOptions;
import dev.bestcode.llm.CompositeClient;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What of an organism nothing here would serve, a sentence each.
final class WiringChecks {
    private final Organism organism;
    private final SystemPrompts prompts;
    private final Set<String> tools;
    private final List<String> problems = new ArrayList<>();

    /// @param tools by name, those that there are
    WiringChecks(Organism organism, SystemPrompts prompts, Set<String> tools) {
        this.organism = organism;
        this.prompts = prompts;
        this.tools = tools;
    }

    List<String> problems() {
        organism.listeners().forEach(this::checkListener);
        organism.profiles().forEach(this::checkImplemented);
        return List.copyOf(problems);
    }

    /// What tools reach they can change, and what commands are started in has no walls against it.
    /// @param state where it is kept, if that is known
    static List<String> ofState(Optional<Path> state, Optional<NativeTools> tools) {
        return state
                .flatMap(
                        place ->
                                tools.map(NativeTools::workspace)
                                        .filter(workspace -> workspace.contains(place))
                                        .map(workspace -> stateIn(workspace, place)))
                .stream()
                .toList();
    }

    private static String stateIn(Workspace workspace, Path place) {
        return "the state in %s lies in the workspace %s, whose tools could read and change it; name a directory outside: stateIn(dir), --data-dir or XDG_STATE_HOME"
                .formatted(place, workspace.root());
    }

    private void checkListener(ListenerSpec listener) {
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
            case HandlerNames.FIND -> checkOwner(listener, Predeclared.FIND_TOOL);
            case HandlerNames.RECALL -> checkOwner(listener, Predeclared.RECALL);
            case HandlerNames.TOOL -> checkPayload(listener);
            case HandlerNames.LLM, HandlerNames.WASM, HandlerNames.MCP, HandlerNames.ORGANISM -> {
                // What a profile names of these is checked with the profile.
            }
            default ->
                    problems.add(
                            "listener '%s' has handler '%s'; allowed: %s, %s, %s, %s, %s, %s"
                                    .formatted(
                                            listener.name(),
                                            listener.handler(),
                                            HandlerNames.AGENT,
                                            HandlerNames.LLM,
                                            HandlerNames.TOOL,
                                            HandlerNames.WASM,
                                            HandlerNames.MCP,
                                            HandlerNames.ORGANISM));
        }
    }

    /// What a tool is called with has its name.
    private void checkPayload(ListenerSpec listener) {
        var tag = ToolDescriptor.payloadTag(listener.name());
        if (!listener.payloadTag().equals(tag)) {
            problems.add(
                    "listener '%s' has payload_class '%s'; a tool's has to end in '%s'"
                            .formatted(listener.name(), listener.payloadClass(), tag));
        }
    }

    private void checkOwner(ListenerSpec listener, String owner) {
        if (!listener.name().equals(owner)) {
            problems.add(
                    "listener '%s' has handler '%s', which is %s's alone"
                            .formatted(listener.name(), listener.handler(), owner));
        }
    }

    private void checkImplemented(ProfileSpec profile) {
        organism.listeners().stream()
                .filter(listener -> listener.handler().equals(HandlerNames.TOOL))
                .filter(listener -> profile.listeners().contains(listener.name()))
                .filter(listener -> !tools.contains(listener.name()))
                .forEach(
                        listener ->
                                problems.add(
                                        "profile '%s' lists tool '%s', which nothing implements: say tools(NativeTools.in(workspace)) or tool(yours)"
                                                .formatted(profile.name(), listener.name())));
    }

    /// Of a window in which curated contexts have no room.
    static List<String> ofWindow(Organism organism, int tokens) {
        if (organism.listeners().stream().noneMatch(ListenerSpec::librarian)) {
            return List.of();
        }
        try {
            LibrarianOptions.of(tokens, 1);
            return List.of();
        } catch (IllegalArgumentException e) {
            return List.of("contextWindow(%d): %s".formatted(tokens, e.getMessage()));
        }
    }

    /// Of agents that a profile lists, and of the small model.
    static List<String> ofModels(
            Organism organism,
            Optional<LlmClient> llm,
            Optional<String> chosen,
            Optional<String> small) {
        if (!(llm.orElse(null) instanceof CompositeClient composite)) {
            return List.of();
        }
        var large =
                organism.listeners().stream()
                        .filter(
                                listener ->
                                        organism.profiles().stream()
                                                .anyMatch(
                                                        p ->
                                                                p.listeners()
                                                                        .contains(listener.name())))
                        .flatMap(listener -> listener.agent().stream())
                        .map(agent -> chosen.orElse(agent.model()));
        return Stream.concat(large, small.stream())
                .distinct()
                .flatMap(model -> composite.problem(model).stream())
                .toList();
    }
}

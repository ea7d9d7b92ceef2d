package dev.bestcode.runtime;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolSource;
import dev.bestcode.embedding.LexicalIndex;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.routing.FormFiller;
import dev.bestcode.routing.FormModel;
import dev.bestcode.routing.RoutedTool;
import dev.bestcode.routing.SemanticRouter;
import dev.bestcode.security.CommandAllowList;
import dev.bestcode.security.ProfileCompiler;
import dev.bestcode.tools.NativeTools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tools that a system would have, without one running: to list, describe and find them.
public final class SystemTools {
    private final List<ToolDescriptor> tools;
    private final AccessPolicy policy;

    private SystemTools(List<ToolDescriptor> tools, AccessPolicy policy) {
        this.tools = tools;
        this.policy = policy;
    }

    /// @param components makes the tools of listeners that are WebAssembly components
    /// @throws dev.bestcode.security.ProfileProblemsException when the profiles name what is not
    ///     there
    /// @throws WiringException when a component cannot be used
    public static SystemTools of(
            Organism organism, NativeTools natives, Optional<ToolSource> components) {
        var path = System.getenv().getOrDefault("PATH", "");
        var commands = CommandAllowList.of(organism, path, natives.workspace().root());
        var problems = new ArrayList<String>();
        var peers = new ArrayList<>(natives(natives, commands));
        peers.addAll(Components.of(organism, components, problems));
        if (!problems.isEmpty()) {
            throw new WiringException(problems);
        }
        var byName = new LinkedHashMap<String, ToolDescriptor>();
        Map<String, Effect> effects = new LinkedHashMap<>();
        for (ToolPeer peer : peers) {
            byName.put(peer.descriptor().name(), peer.descriptor());
            effects.put(peer.descriptor().name(), peer.effect());
        }
        return new SystemTools(
                List.copyOf(byName.values()),
                ProfileCompiler.compile(EffectiveOrganism.of(organism, byName), effects, false));
    }

    /// The native tools of a workspace, the codebase index among them; nothing is loaded yet.
    public static List<ToolPeer> natives(NativeTools tools, CommandPolicy commands) {
        var peers = new ArrayList<>(tools.peers(commands));
        peers.add(WorkspaceIndex.of(System.getenv(), tools.workspace()).peer());
        return List.copyOf(peers);
    }

    /// A router over tools, on the best local index and with the pipeline's own validator.
    public static SemanticRouter router(List<RoutedTool> tools) {
        return router(tools, new LexicalIndex(), List.of());
    }

    /// @param index empty
    /// @param ladder of models that fill forms
    static SemanticRouter router(List<RoutedTool> tools, TextIndex index, List<FormModel> ladder) {
        var filler = FormFiller.of(Pipeline.schemaValidator(), ladder);
        var router = SemanticRouter.over(index, filler);
        tools.forEach(router::put);
        return router;
    }

    public List<ToolDescriptor> descriptors() {
        return tools;
    }

    public List<RoutedTool> all() {
        return tools.stream().map(RoutedTool::of).toList();
    }

    /// The names of what a profile's table holds.
    /// @throws IllegalArgumentException when there is no such profile
    public Set<String> reachable(String profile) {
        if (!policy.profiles().contains(profile)) {
            throw new IllegalArgumentException(
                    "there is no profile '%s'; there are %s".formatted(profile, policy.profiles()));
        }
        return policy.rights(profile).reachable(Message.USER);
    }
}

package dev.bestcode.runtime;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The declared organism with everything that need not be declared: the predeclared listeners and
/// prompts, and one listener for each tool that was added in code. The predeclared coder may send
/// to all of those; whether it can is up to the profile.
final class EffectiveOrganism {
    private EffectiveOrganism() {}

    static Organism of(Organism written, Map<String, ToolDescriptor> tools) {
        var declared = written.withCalled();
        var listeners = new LinkedHashMap<String, ListenerSpec>();
        declared.effectiveListeners().forEach(spec -> listeners.put(spec.name(), spec));
        tools.values().forEach(tool -> listeners.putIfAbsent(tool.name(), listener(tool)));
        if (declared.listeners().stream()
                .noneMatch(spec -> spec.name().equals(Predeclared.CODER))) {
            listeners.computeIfPresent(
                    Predeclared.CODER, (_, coder) -> reaching(coder, tools.keySet()));
        }
        return new Organism(
                declared.name(),
                declared.effectivePrompts(),
                List.copyOf(listeners.values()),
                declared.profiles(),
                declared.embedding(),
                declared.hooks());
    }

    private static ListenerSpec listener(ToolDescriptor tool) {
        return new ListenerSpec(
                tool.name(),
                "tools." + tool.payloadType().tag(),
                HandlerNames.TOOL,
                tool.description(),
                Optional.empty(),
                List.of());
    }

    private static ListenerSpec reaching(ListenerSpec coder, Set<String> tools) {
        var peers = new LinkedHashSet<>(coder.peers());
        peers.addAll(tools);
        return coder.withPeers(List.copyOf(peers));
    }
}

package dev.bestcode.runtime;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolSource;

import java.util.List;
import java.util.Optional;

/// The tools of listeners that are WebAssembly components. One that no profile lists is not loaded.
final class Components {
    private Components() {}

    /// @param problems gets a sentence for each that cannot be used
    static List<ToolPeer> of(
            Organism organism, Optional<ToolSource> source, List<String> problems) {
        return organism.listeners().stream()
                .filter(listener -> listener.handler().equals(HandlerNames.WASM))
                .filter(listener -> isListed(organism, listener))
                .flatMap(listener -> load(listener, source, problems).stream())
                .toList();
    }

    private static boolean isListed(Organism organism, ListenerSpec listener) {
        return organism.profiles().stream()
                .anyMatch(profile -> profile.listeners().contains(listener.name()));
    }

    private static Optional<ToolPeer> load(
            ListenerSpec listener, Optional<ToolSource> source, List<String> problems) {
        if (source.isEmpty()) {
            problems.add(
                    "listener '%s' is a WebAssembly component, and nothing here runs one: add bestcode-wasm and say components(new WasmTools(ComponentRuntime.interpreting()))"
                            .formatted(listener.name()));
            return Optional.empty();
        }
        try {
            var tool = source.get().tool(listener);
            var tag = tool.descriptor().payloadType().tag();
            if (!listener.payloadTag().equals(tag)) {
                problems.add(
                        "listener '%s' has payload_class '%s'; a component's has to end in '%s'"
                                .formatted(listener.name(), listener.payloadClass(), tag));
            }
            return Optional.of(tool);
        } catch (IllegalArgumentException unusable) {
            problems.add(String.valueOf(unusable.getMessage()));
            return Optional.empty();
        }
    }
}

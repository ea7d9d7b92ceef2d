package dev.bestcode.api.organism;

import java.util.List;
import java.util.Optional;

/// A named handler as an organism declares it.
/// @param payloadClass what it takes; the text after the last dot is the payload's tag
/// @param handler what runs it, one of [HandlerNames]
/// @param peers the listeners that it may send to, in order
public record ListenerSpec(
        String name,
        String payloadClass,
        String handler,
        String description,
        Optional<AgentSpec> agent,
        List<String> peers) {
    public ListenerSpec {
        peers = List.copyOf(peers);
    }

    public String payloadTag() {
        return payloadClass.substring(payloadClass.lastIndexOf('.') + 1);
    }
}

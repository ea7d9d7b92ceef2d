package dev.bestcode.organism;

import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.organism.OrganismChange.Effect;

import java.util.List;

/// Compares two declarations of a listener.
final class ListenerChanges {
    private final OrganismChanges changes;
    private final BudgetChanges amounts;

    ListenerChanges(OrganismChanges changes) {
        this.changes = changes;
        this.amounts = new BudgetChanges(changes);
    }

    void compare(String path, String what, ListenerSpec older, ListenerSpec newer) {
        changes.same(
                Effect.WIDENED,
                path + ".handler",
                what + " is run by '" + newer.handler() + "', was '" + older.handler() + "'",
                older.handler(),
                newer.handler());
        changes.same(
                Effect.CHANGED,
                path + ".payload_class",
                what + " takes '" + newer.payloadClass() + "', took '" + older.payloadClass() + "'",
                older.payloadClass(),
                newer.payloadClass());
        changes.same(
                Effect.CHANGED,
                path + ".description",
                what + " has another description",
                List.of(older.description(), older.semanticDescription()),
                List.of(newer.description(), newer.semanticDescription()));
        changes.same(
                Effect.CHANGED,
                path + ".librarian",
                what + " is curated otherwise",
                older.librarian(),
                newer.librarian());
        changes.rights(path + ".peers", what + " may send to", older.peers(), newer.peers());
        changes.rights(
                path + ".ports", what + " may use", ports(older.ports()), ports(newer.ports()));
        changes.same(
                Effect.WIDENED,
                path + ".wasm",
                what + " has another component or other grants",
                older.wasm(),
                newer.wasm());
        changes.same(
                Effect.WIDENED,
                path + ".callable",
                what + " calls otherwise",
                older.callable(),
                newer.callable());
        changes.same(
                Effect.WIDENED,
                path + ".mcp",
                what + " is another server, or is asked otherwise",
                older.mcp(),
                newer.mcp());
        if (older.agent().isPresent() && newer.agent().isPresent()) {
            var kept = newer.peers().stream().filter(older.peers()::contains).toList();
            agent(path + ".agent", what, older.agent().get(), newer.agent().get(), kept);
        } else {
            changes.same(
                    Effect.WIDENED,
                    path + ".agent",
                    what + (newer.agent().isPresent() ? " thinks" : " thinks no more"),
                    older.agent(),
                    newer.agent());
        }
    }

    private void agent(
            String path, String what, AgentSpec older, AgentSpec newer, List<String> peers) {
        changes.same(
                Effect.CHANGED,
                path + ".prompt",
                what + " is told '" + Shown.text(newer.prompt()) + "'",
                older.prompt(),
                newer.prompt());
        changes.same(
                Effect.CHANGED,
                path + ".model",
                what + " asks '" + newer.model() + "', asked '" + older.model() + "'",
                older.model(),
                newer.model());
        changes.same(
                Effect.CHANGED,
                path + ".effort",
                what + " thinks " + effort(newer) + ", thought " + effort(older),
                older.effort(),
                newer.effort());
        changes.amount(
                path + ".max_tokens", what + " max_tokens", older.maxTokens(), newer.maxTokens());
        changes.amount(
                path + ".max_iterations",
                what + " max_iterations",
                older.maxIterations(),
                newer.maxIterations());
        amounts.permissions(path, what, peers, older.permissions(), newer.permissions());
        amounts.budget(path, what, older.budget(), newer.budget());
    }

    private static String effort(AgentSpec agent) {
        return agent.effort().map(level -> "with effort " + level.word()).orElse("by default");
    }

    private static List<String> ports(List<PortSpec> ports) {
        return ports.stream()
                .flatMap(
                        port ->
                                (port.hosts().isEmpty() ? List.of("this machine") : port.hosts())
                                        .stream().map(host -> port(port, host)))
                .toList();
    }

    private static String port(PortSpec port, String host) {
        return "%s %s %d %s"
                .formatted(port.direction().word(), port.protocol().word(), port.port(), host);
    }
}

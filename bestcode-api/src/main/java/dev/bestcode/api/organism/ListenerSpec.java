package dev.bestcode.api.organism;

import java.util.List;
import java.util.Optional;

/// A named handler as an organism declares it.
/// @param payloadClass what it takes; the text after the last dot is the payload's tag
/// @param handler what runs it, one of [HandlerNames]
/// @param agent with [HandlerNames#AGENT] alone
/// @param peers the listeners that it may send to, in order
/// @param librarian whether its context is curated before each request
/// @param semanticDescription what a search for tools compares, in place of the description
/// @param ports what it uses of the network where a profile opens it
/// @param wasm with [HandlerNames#WASM] alone
/// @param callable with [HandlerNames#ORGANISM] alone
/// @param mcp with [HandlerNames#MCP] alone
public record ListenerSpec(
        String name,
        String payloadClass,
        String handler,
        String description,
        Optional<AgentSpec> agent,
        List<String> peers,
        boolean librarian,
        Optional<String> semanticDescription,
        List<PortSpec> ports,
        Optional<WasmSpec> wasm,
        Optional<CallableSpec> callable,
        Optional<McpSpec> mcp) {
    /// What a server's listener takes, which nobody sends: its tools have payloads of their own.
    public static final String SERVER_PAYLOAD = "mcp.Server";

    public ListenerSpec {
        peers = List.copyOf(peers);
        ports = List.copyOf(ports);
    }

    /// A listener that says nothing of the rest.
    public ListenerSpec(
            String name,
            String payloadClass,
            String handler,
            String description,
            Optional<AgentSpec> agent,
            List<String> peers) {
        this(
                name,
                payloadClass,
                handler,
                description,
                agent,
                peers,
                false,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// A server of tools.
    public static ListenerSpec server(String name, String description, McpSpec mcp) {
        return new ListenerSpec(
                        name,
                        SERVER_PAYLOAD,
                        HandlerNames.MCP,
                        description,
                        Optional.empty(),
                        List.of())
                .withMcp(mcp);
    }

    public String payloadTag() {
        return payloadClass.substring(payloadClass.lastIndexOf('.') + 1);
    }

    public ListenerSpec withAgent(AgentSpec thinks) {
        return new ListenerSpec(
                name,
                payloadClass,
                handler,
                description,
                Optional.of(thinks),
                peers,
                librarian,
                semanticDescription,
                ports,
                wasm,
                callable,
                mcp);
    }

    public ListenerSpec withPeers(List<String> names) {
        return with(names, librarian, semanticDescription, ports, wasm, callable, mcp);
    }

    public ListenerSpec withLibrarian() {
        return with(peers, true, semanticDescription, ports, wasm, callable, mcp);
    }

    public ListenerSpec withSemanticDescription(String text) {
        return with(peers, librarian, Optional.of(text), ports, wasm, callable, mcp);
    }

    public ListenerSpec withPorts(List<PortSpec> used) {
        return with(peers, librarian, semanticDescription, used, wasm, callable, mcp);
    }

    public ListenerSpec withWasm(WasmSpec component) {
        return with(
                peers,
                librarian,
                semanticDescription,
                ports,
                Optional.of(component),
                callable,
                mcp);
    }

    public ListenerSpec withCallable(CallableSpec called) {
        return with(peers, librarian, semanticDescription, ports, wasm, Optional.of(called), mcp);
    }

    public ListenerSpec withMcp(McpSpec server) {
        return with(
                peers, librarian, semanticDescription, ports, wasm, callable, Optional.of(server));
    }

    private ListenerSpec with(
            List<String> newPeers,
            boolean newLibrarian,
            Optional<String> newSemanticDescription,
            List<PortSpec> newPorts,
            Optional<WasmSpec> newWasm,
            Optional<CallableSpec> newCallable,
            Optional<McpSpec> newMcp) {
        return new ListenerSpec(
                name,
                payloadClass,
                handler,
                description,
                agent,
                newPeers,
                newLibrarian,
                newSemanticDescription,
                newPorts,
                newWasm,
                newCallable,
                newMcp);
    }
}

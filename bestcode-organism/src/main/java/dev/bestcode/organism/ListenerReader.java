package dev.bestcode.organism;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.organism.Shape.Presence;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one element of `listeners`. What a listener of a predeclared name leaves out is as
/// predeclared.
final class ListenerReader {
    private final Scope scope;

    ListenerReader(Scope scope) {
        this.scope = scope;
    }

    void read(Fields listener) {
        var name = listener.text("name");
        var base = name.flatMap(Predeclared::listener);
        var handler = handler(listener, base);
        for (var key : ListenerVocabulary.LISTENER.keys()) {
            checkPresence(listener, key, base, handler);
        }
        var spec = spec(listener, base, handler);
        name.ifPresent(it -> scope.declared().listener(scope.place(placeOf(listener)), it, spec));
    }

    /// @return empty when it has none, or one that was reported
    private static Optional<String> handler(Fields listener, Optional<ListenerSpec> base) {
        return listener.has("handler") ? listener.text("handler") : base.map(ListenerSpec::handler);
    }

    private static Node placeOf(Fields listener) {
        return listener.get("name").map(Value::at).orElse(listener.at());
    }

    private void checkPresence(
            Fields listener, Shape.Key key, Optional<ListenerSpec> base, Optional<String> handler) {
        boolean present = listener.has(key.name());
        switch (key.presence()) {
            case Presence.UnlessPredeclared(var handlers) -> {
                if (!present && base.isEmpty() && handler.filter(handlers::contains).isEmpty()) {
                    lacks(listener, key);
                }
            }
            case Presence.With(var its, var needed) -> {
                boolean matches = handler.filter(its::equals).isPresent();
                boolean inherits = base.filter(b -> b.handler().equals(its)).isPresent();
                if (needed && matches && !present && !inherits) {
                    lacks(listener, key);
                }
                if (present && handler.isPresent() && !matches) {
                    scope.report(
                            listener.key(key.name()).orElse(listener.at()),
                            "key '%s' needs 'handler: %s', got '%s'"
                                    .formatted(key.name(), its, handler.get()));
                }
            }
            case Presence.Required(), Presence.Optional() -> {
                // The shape has been checked.
            }
        }
    }

    private void lacks(Fields listener, Shape.Key key) {
        scope.report(listener.at(), ShapeReader.lacks("a listener", key.name()));
    }

    private Optional<ListenerSpec> spec(
            Fields listener, Optional<ListenerSpec> base, Optional<String> handler) {
        var sameHandler = base.filter(b -> handler.equals(Optional.of(b.handler())));
        var agent =
                listener.fields("agent")
                        .map(block -> new AgentReader(scope).read(block, listener))
                        .or(() -> sameHandler.flatMap(ListenerSpec::agent));
        var peers = peers(listener, sameHandler);
        var ports = ports(listener);
        var wasm = listener.fields("wasm").flatMap(new WasmReader(scope)::read);
        var callable = listener.fields("callable").flatMap(new CallableReader(scope)::read);
        var mcp =
                listener.fields("mcp").flatMap(block -> new McpReader(scope).read(block, listener));
        var name = listener.text("name");
        var payloadClass =
                listener.text("payload_class")
                        .or(() -> base.map(ListenerSpec::payloadClass))
                        .or(() -> mcp.map(_ -> ListenerSpec.SERVER_PAYLOAD));
        var description =
                listener.text("description").or(() -> base.map(ListenerSpec::description));
        if (name.isEmpty()
                || payloadClass.isEmpty()
                || handler.isEmpty()
                || description.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ListenerSpec(
                        name.get(),
                        payloadClass.get(),
                        handler.get(),
                        description.get(),
                        agent,
                        peers,
                        listener.flag(
                                "librarian",
                                sameHandler.map(ListenerSpec::librarian).orElse(false)),
                        listener.text("semantic_description"),
                        ports,
                        wasm,
                        callable,
                        mcp));
    }

    private List<String> peers(Fields listener, Optional<ListenerSpec> base) {
        if (!listener.has("peers")) {
            return base.map(ListenerSpec::peers).orElse(List.of());
        }
        for (var peer : listener.texts("peers")) {
            scope.declared().useListener(scope.place(peer.at()), peer.text(), "peers");
        }
        return listener.words("peers");
    }

    private List<PortSpec> ports(Fields listener) {
        var ports = new ArrayList<PortSpec>();
        for (var port : listener.blocks("ports")) {
            port(port).ifPresent(ports::add);
        }
        return ports;
    }

    private Optional<PortSpec> port(Fields port) {
        var number = port.whole("port");
        var direction = Constants.of(PortSpec.Direction.class, port.text("direction"));
        var protocol = Constants.of(PortSpec.Protocol.class, port.text("protocol"));
        var hosts = port.words("hosts");
        if (number.isEmpty() || direction.isEmpty() || protocol.isEmpty()) {
            return Optional.empty();
        }
        if (hosts.size() > PortSpec.HOSTS_MAX) {
            scope.report(
                    port.at(),
                    "hosts has %d elements; allowed up to %d"
                            .formatted(hosts.size(), PortSpec.HOSTS_MAX));
            return Optional.empty();
        }
        if (direction.get() == PortSpec.Direction.OUTBOUND && hosts.isEmpty()) {
            if (!port.reported().contains("hosts") && port.items("hosts").isEmpty()) {
                scope.report(
                        port.at(),
                        "an outbound port without hosts reaches nothing; name each in 'hosts'");
            }
            return Optional.empty();
        }
        return Optional.of(new PortSpec(number.getAsInt(), direction.get(), protocol.get(), hosts));
    }
}

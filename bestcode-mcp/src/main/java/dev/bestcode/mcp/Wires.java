package dev.bestcode.mcp;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServerPlace.Caller;
import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.McpJsonMapper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the way to a server: a program in the sandbox, or a client that reaches its address.
final class Wires {
    private Wires() {}

    static Wire to(
            ListenerSpec listener, ToolServerPlace place, Caller caller, McpJsonMapper mapper)
            throws McpFailure {
        var spec = listener.mcp().orElseThrow();
        var server = listener.name();
        return switch (spec.transport()) {
            case McpSpec.Command command -> {
                var program = program(server, command, place, caller, mapper);
                var wire = new Wire(server, program);
                program.whenBroken(wire::breakWith);
                yield wire;
            }
            case McpSpec.Http http -> {
                var address = http(server, spec, http, place, mapper);
                var wire = new Wire(server, address);
                address.whenBroken(wire::breakWith);
                yield wire;
            }
        };
    }

    private static ProgramWire program(
            String server,
            McpSpec.Command command,
            ToolServerPlace place,
            Caller caller,
            McpJsonMapper mapper)
            throws McpFailure {
        try {
            var child = place.start(command.words(), values(command.env(), place), caller);
            return new ProgramWire(server, child, mapper);
        } catch (SandboxException e) {
            throw new McpFailure(server, Kind.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static HttpWire http(
            String server,
            McpSpec spec,
            McpSpec.Http http,
            ToolServerPlace place,
            McpJsonMapper mapper) {
        // A conversation has the shorter limits; a person may be asked meanwhile.
        var patience =
                Duration.ofSeconds(Math.max(1, spec.limits().callSeconds()))
                        .plus(Bounds.PERSON_WAIT);
        return new HttpWire(
                server,
                new HttpAddress(
                        server,
                        http.url(),
                        values(http.headers(), place),
                        place.client(server, http.url()),
                        patience),
                mapper);
    }

    private static Map<String, String> values(
            Map<String, Variable> variables, ToolServerPlace place) {
        var values = new LinkedHashMap<String, String>();
        variables.forEach(
                (name, variable) ->
                        values.put(
                                name,
                                switch (variable) {
                                    case Variable.Literal(var value) -> value;
                                    case Variable.FromEnvironment(var ours) -> place.variable(ours);
                                }));
        return values;
    }
}

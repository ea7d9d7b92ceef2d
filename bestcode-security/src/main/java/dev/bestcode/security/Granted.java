package dev.bestcode.security;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.organism.WasmSpec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Works out what a profile grants its tools.
final class Granted {
    /// Who may connect to an inbound port that names nobody.
    private static final String THIS_MACHINE = "this machine";

    private final Set<String> hosts = new TreeSet<>();
    private final Set<String> env = new TreeSet<>();
    private final Set<PathGrant> paths = new TreeSet<>();

    private Granted() {}

    /// @param listeners of the organism, by name
    static Grants by(ProfileSpec profile, Map<String, ListenerSpec> listeners) {
        var granted = new Granted();
        granted.sandbox(profile.sandbox());
        for (var name : profile.listeners()) {
            var listener = listeners.get(name);
            if (listener != null) {
                listener.wasm().ifPresent(wasm -> granted.component(name, wasm));
                listener.mcp().ifPresent(mcp -> granted.server(name, mcp.transport()));
                if (profile.network().contains(name)) {
                    listener.ports().forEach(port -> granted.port(name, port));
                }
            }
        }
        return new Grants(
                Set.copyOf(profile.commands()),
                pins(profile),
                granted.hosts,
                granted.env,
                granted.paths,
                profile.linuxUser().map(user -> new Grants.Users(Set.of(user))),
                profile.sandbox().walls() == SandboxSpec.Walls.REQUIRED);
    }

    private static Set<Grants.Pin> pins(ProfileSpec profile) {
        return profile.pins().entrySet().stream()
                .map(pin -> new Grants.Pin(pin.getKey(), pin.getValue()))
                .collect(Collectors.toSet());
    }

    private void sandbox(SandboxSpec sandbox) {
        sandbox.read().forEach(path -> grant(PathGrant.COMMANDS, path, false));
        sandbox.write().forEach(path -> grant(PathGrant.COMMANDS, path, true));
        sandbox.env().forEach(name -> env.add(PathGrant.COMMANDS + ": " + name));
    }

    private void component(String listener, WasmSpec wasm) {
        for (var folder : wasm.capabilities().filesystem()) {
            grant(listener, folder.host().toString(), !folder.readOnly());
        }
        variables(listener, wasm.capabilities().env());
    }

    private void server(String listener, McpSpec.Transport transport) {
        switch (transport) {
            case McpSpec.Command(_, var variables) -> variables(listener, variables);
            case McpSpec.Http(var url, var headers) -> {
                variables(listener, headers);
                hosts.add(
                        "%s: %s %s %s"
                                .formatted(
                                        listener,
                                        PortSpec.Direction.OUTBOUND.word(),
                                        url.getScheme(),
                                        url.getAuthority()));
            }
        }
    }

    private void variables(String listener, Map<String, WasmSpec.Variable> variables) {
        variables.forEach(
                (name, value) -> {
                    switch (value) {
                        case WasmSpec.Variable.Literal _ -> {
                            // Given in the file itself; no authority comes of it.
                        }
                        case WasmSpec.Variable.FromEnvironment(var ours) ->
                                env.add(listener + ": " + ours);
                    }
                });
    }

    private void port(String listener, PortSpec port) {
        var hostNames = port.hosts().isEmpty() ? List.of(THIS_MACHINE) : port.hosts();
        for (var host : hostNames) {
            hosts.add(HostGrant.of(listener, port, host));
        }
    }

    private void grant(String scope, String path, boolean write) {
        paths.add(new PathGrant(scope, path, write));
    }
}

package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.pipeline.Pipeline;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one server is given: the walls that commands have, and a way out of its own.
record ServerPlace(
        Commands commands,
        Network network,
        Map<String, String> environment,
        Optional<Path> workspace,
        Caller looking)
        implements ToolServerPlace {
    static ServerPlace of(
            BestCodeBuilder parts, Network network, Commands commands, String server) {
        return new ServerPlace(
                commands,
                network,
                parts.environment,
                parts.nativeTools.map(tools -> tools.workspace().root()),
                looking(parts.organism, server));
    }

    /// The first profile that lists it; of a server that none does, no grants.
    private static Caller looking(Organism organism, String server) {
        return organism.profiles().stream()
                .filter(profile -> profile.listeners().contains(server))
                .findFirst()
                .map(profile -> new Caller(profile.name(), profile.commandGrants()))
                .orElse(new Caller(server, CommandGrants.NONE));
    }

    @Override
    public Sandbox.Child start(List<String> words, Map<String, String> variables, Caller caller)
            throws SandboxException {
        return commands.server(words, variables, caller);
    }

    @Override
    public HttpClient client(String user, URI url) {
        return network.server(user, url);
    }

    @Override
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public SchemaValidator validator() {
        return Pipeline.schemaValidator();
    }

    @Override
    public List<String> schemaProblems(JsonObject schema) {
        return Pipeline.schemaProblems(schema);
    }
}

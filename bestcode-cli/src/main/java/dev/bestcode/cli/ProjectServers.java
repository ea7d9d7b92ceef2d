package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.organism.OrganismFile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The servers that a project names in `.mcp.json`, the file that other agents read too. They count
/// for nothing before the user trusts the workspace.
/// @param problems a sentence for each that cannot be used
record ProjectServers(List<ListenerSpec> servers, List<String> problems) {
    static final String FILE = ".mcp.json";

    /// As large as an organism may be.
    private static final int BYTES_MAX = 1 << 20;

    private static final int SERVERS_MAX = 64;
    static final ProjectServers NONE = new ProjectServers(List.of(), List.of());
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]{0,127})}");

    ProjectServers {
        servers = List.copyOf(servers);
        problems = List.copyOf(problems);
    }

    /// Of a workspace; none where it has no such file.
    static ProjectServers in(Path root) throws IOException {
        try (var in = Files.newInputStream(root.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                return problem("it has more than %,d bytes".formatted(BYTES_MAX));
            }
            return Json.parse(bytes) instanceof JsonObject file
                    ? of(file)
                    : problem("it is no JSON object");
        } catch (NoSuchFileException none) {
            return NONE;
        } catch (JsonException e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private static ProjectServers problem(String what) {
        return new ProjectServers(List.of(), List.of(FILE + ": " + what));
    }

    private static ProjectServers of(JsonObject file) {
        var servers = new ArrayList<ListenerSpec>();
        var problems = new ArrayList<String>();
        var named = file.object("mcpServers").orElse(JsonObject.EMPTY).members();
        for (var entry : named.entrySet()) {
            try {
                if (servers.size() >= SERVERS_MAX) {
                    throw new IllegalArgumentException(
                            "there are more than %d servers".formatted(SERVERS_MAX));
                }
                servers.add(server(entry.getKey(), entry.getValue()));
            } catch (IllegalArgumentException e) {
                problems.add("%s: server '%s': %s".formatted(FILE, entry.getKey(), e.getMessage()));
            }
        }
        return new ProjectServers(servers, problems);
    }

    private static ListenerSpec server(String name, JsonValue value) {
        if (!McpSpec.isServerName(name)) {
            throw new IllegalArgumentException(
                    "its tools cannot begin with that name; allowed: up to 30 of a-z 0-9, words joined by single '-'");
        }
        if (!(value instanceof JsonObject server)) {
            throw new IllegalArgumentException("it is no object");
        }
        return ListenerSpec.server(
                name,
                "A server of the project's " + FILE,
                new McpSpec(
                        transport(server), Optional.empty(), List.of(), McpSpec.Limits.DEFAULT));
    }

    private static McpSpec.Transport transport(JsonObject server) {
        var url = server.string("url");
        if (url.isPresent()) {
            if (server.string("type").filter("sse"::equals).isPresent()) {
                throw new IllegalArgumentException(
                        "its type is 'sse', which the protocol has given up; use streamable HTTP");
            }
            if (!McpSpec.Http.isUrl(url.get())) {
                throw new IllegalArgumentException(
                        "its url is none with http:// or https:// and a host, written out");
            }
            return new McpSpec.Http(URI.create(url.get()), variables(server, "headers"));
        }
        var words = new ArrayList<String>();
        words.add(
                plain(
                        server.string("command")
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "it has neither command nor url"))));
        for (var word : server.array("args").orElse(new JsonArray(List.of())).values()) {
            if (!(word instanceof JsonString(var text))) {
                throw new IllegalArgumentException("one of its args is no text");
            }
            words.add(plain(text));
        }
        if (words.getFirst().contains("/") && !words.getFirst().startsWith("/")) {
            throw new IllegalArgumentException(
                    "its command is neither a plain name nor an absolute path");
        }
        return new McpSpec.Command(words, variables(server, "env"));
    }

    private static Map<String, Variable> variables(JsonObject server, String key) {
        var variables = new LinkedHashMap<String, Variable>();
        server.object(key)
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach(
                        (name, value) -> {
                            if (!name.matches("[A-Za-z_][A-Za-z0-9_-]{0,127}")
                                    || !(value instanceof JsonString(var text))) {
                                throw new IllegalArgumentException(
                                        "its %s are no texts by name".formatted(key));
                            }
                            var whole = VARIABLE.matcher(text);
                            variables.put(
                                    name,
                                    whole.matches()
                                            ? new Variable.FromEnvironment(whole.group(1))
                                            : new Variable.Literal(plain(text)));
                        });
        return variables;
    }

    private static String plain(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException(
                    "'%s' has a variable in it; only a whole value of env or headers can be one"
                            .formatted(text));
        }
        return text;
    }

    /// The organism with them, in every profile that may start programs, where what they do is
    /// asked about. A listener of the organism goes before a server of its name.
    Organism in(Organism organism) {
        return servers.isEmpty() ? organism : addedTo(organism);
    }

    private Organism addedTo(Organism organism) {
        var fresh =
                servers.stream()
                        .filter(
                                server ->
                                        organism.effectiveListeners().stream()
                                                .noneMatch(it -> it.name().equals(server.name())))
                        .toList();
        var names = fresh.stream().map(ListenerSpec::name).toList();
        var listeners = new ArrayList<ListenerSpec>();
        organism.listeners().stream()
                .map(it -> it.agent().isPresent() ? it.withPeers(joined(it.peers(), names)) : it)
                .forEach(listeners::add);
        if (organism.listeners().stream().noneMatch(it -> it.name().equals(Predeclared.CODER))) {
            Predeclared.listener(Predeclared.CODER)
                    .ifPresent(
                            coder -> listeners.add(coder.withPeers(joined(coder.peers(), names))));
        }
        listeners.addAll(fresh);
        return organism.with(
                listeners,
                organism.profiles().stream()
                        .map(
                                profile ->
                                        profile.listeners().contains(Predeclared.COMMAND_EXEC)
                                                ? profile.withListeners(
                                                        joined(profile.listeners(), names),
                                                        profile.permissions())
                                                : profile)
                        .toList());
    }

    private static List<String> joined(List<String> some, List<String> more) {
        var all = new ArrayList<>(some);
        more.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return List.copyOf(all);
    }

    /// An organism and more servers, which the user has set up elsewhere. It stands here, since
    /// methods of options are looked at, and what they name is loaded, whenever help is asked for.
    static OrganismFile with(List<ListenerSpec> servers, OrganismFile file) {
        return servers.isEmpty()
                ? file
                : new OrganismFile(
                        new ProjectServers(servers, List.of()).in(file.organism()), file.places());
    }
}

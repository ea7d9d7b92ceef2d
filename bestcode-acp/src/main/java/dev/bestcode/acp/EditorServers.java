package dev.bestcode.acp;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The servers of tools that an editor's user has set up there, as listeners. They stand behind the
/// same walls and questions as those of an organism.
final class EditorServers {
    private static final int SERVERS_MAX = 64;
    private static final int NAME_CHARS_MAX = 30;

    private EditorServers() {}

    static List<ListenerSpec> of(JsonArray servers) throws RpcException {
        if (servers.values().size() > SERVERS_MAX) {
            throw RpcException.invalid(
                    "there are %d servers of tools; allowed %d"
                            .formatted(servers.values().size(), SERVERS_MAX));
        }
        var listeners = new ArrayList<ListenerSpec>();
        var names = new HashSet<String>();
        for (var value : servers.values()) {
            var server = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            var name = name(server.string("name").orElse(""));
            if (!names.add(name)) {
                throw RpcException.invalid(
                        "two servers of tools come to the same name, '%s'".formatted(name));
            }
            listeners.add(server(name, server));
        }
        return listeners;
    }

    private static ListenerSpec server(String name, JsonObject server) throws RpcException {
        try {
            return ListenerSpec.server(
                    name,
                    "A server of the editor's",
                    new McpSpec(
                            transport(server),
                            Optional.empty(),
                            List.of(),
                            McpSpec.Limits.DEFAULT));
        } catch (IllegalArgumentException e) {
            throw RpcException.invalid("server of tools '%s': %s".formatted(name, e.getMessage()));
        }
    }

    private static McpSpec.Transport transport(JsonObject server) {
        return switch (server.string("type").orElse("stdio")) {
            case "http" ->
                    new McpSpec.Http(
                            URI.create(server.requireString("url")), variables(server, "headers"));
            case "stdio" -> new McpSpec.Command(words(server), variables(server, "env"));
            default ->
                    throw new IllegalArgumentException(
                            "its type is neither stdio nor http; others are not spoken here");
        };
    }

    private static List<String> words(JsonObject server) {
        var words = new ArrayList<String>();
        words.add(server.requireString("command"));
        if (words.getFirst().contains("/") && !words.getFirst().startsWith("/")) {
            throw new IllegalArgumentException(
                    "its command is neither a plain name nor an absolute path");
        }
        for (var word : server.array("args").orElse(JsonArray.EMPTY).values()) {
            if (!(word instanceof JsonString(var text))) {
                throw new IllegalArgumentException("one of its args is no text");
            }
            words.add(text);
        }
        return words;
    }

    private static Map<String, Variable> variables(JsonObject server, String member) {
        var variables = new LinkedHashMap<String, Variable>();
        for (var value : server.array(member).orElse(JsonArray.EMPTY).values()) {
            var variable = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            variables.put(
                    variable.requireString("name"),
                    new Variable.Literal(variable.requireString("value")));
        }
        return variables;
    }

    /// Its tools begin with it, so it has to be a listener's.
    private static String name(String given) throws RpcException {
        var words =
                given.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^[-0-9]+|-+$", "");
        var name =
                words.substring(0, Math.min(words.length(), NAME_CHARS_MAX)).replaceAll("-+$", "");
        if (!McpSpec.isServerName(name)) {
            throw RpcException.invalid(
                    "a server of tools is named '%s'; a name with a letter in it is wanted"
                            .formatted(Titles.line(given)));
        }
        return name;
    }
}

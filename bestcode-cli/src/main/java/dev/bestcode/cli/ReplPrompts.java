package dev.bestcode.cli;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.mcp.McpException;
import dev.bestcode.mcp.McpPrompt;
import dev.bestcode.organism.OrganismFile;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prompts of servers as commands of the person: `/mcp__SERVER__PROMPT words`. What comes of
/// one is a task in the person's name that says whose words it has; so a person alone can ask for
/// it here, and no permission has a part in it.
final class ReplPrompts {
    static final String BEGIN = "/mcp" + McpSpec.SEPARATOR;

    private final OrganismFile file;
    private final StateOptions state;
    private final Map<String, String> environment;
    private final Map<String, Command> commands;

    private record Command(ListenerSpec server, McpPrompt prompt) {}

    private ReplPrompts(
            OrganismFile file,
            StateOptions state,
            Map<String, String> environment,
            Map<String, Command> commands) {
        this.file = file;
        this.state = state;
        this.environment = environment;
        this.commands = commands;
    }

    /// Of the servers that a profile lists, as they were when they were last looked at; none is
    /// started.
    static ReplPrompts of(
            OrganismFile file, String profile, StateOptions state, Map<String, String> environment)
            throws IOException {
        var commands = new LinkedHashMap<String, Command>();
        var listed = file.organism().profile(profile).map(it -> it.listeners()).orElse(List.of());
        var servers =
                file.organism().listeners().stream()
                        .filter(listener -> listener.handler().equals(HandlerNames.MCP))
                        .filter(listener -> listed.contains(listener.name()))
                        .toList();
        if (!servers.isEmpty()) {
            try (var connections = ServerConnections.servers(environment, state.workspace)) {
                for (var server : servers) {
                    for (var prompt : connections.prompts(server)) {
                        commands.put(word(server, prompt), new Command(server, prompt));
                    }
                }
            }
        }
        return new ReplPrompts(file, state, environment, commands);
    }

    static String word(ListenerSpec server, McpPrompt prompt) {
        return BEGIN + server.name() + McpSpec.SEPARATOR + prompt.name();
    }

    /// What they are for, by command; safe for a terminal.
    Map<String, String> words() {
        var words = new LinkedHashMap<String, String>();
        commands.forEach(
                (word, command) ->
                        words.put(word, Printable.line(command.prompt().description(), 100)));
        return words;
    }

    List<String> page() {
        return commands.isEmpty()
                ? List.of(
                        "No server of this profile has a prompt; 'bestcode mcp pin SERVER' looks.")
                : commands.values().stream()
                        .map(
                                command ->
                                        "%s%s%s  %s"
                                                .formatted(
                                                        BEGIN,
                                                        command.server().name() + McpSpec.SEPARATOR,
                                                        command.prompt().usage(),
                                                        Printable.line(
                                                                command.prompt().description(),
                                                                100)))
                        .toList();
    }

    /// The task that comes of a command; its server is started for it, inside the sandbox.
    /// @throws IllegalArgumentException when there is none, an argument is missing, or the server
    ///     cannot be had
    String task(String word, String typed) throws IOException, InterruptedException {
        var command = commands.get(word);
        if (command == null) {
            throw new IllegalArgumentException(
                    "no server of this profile has the prompt %s; /prompts lists them"
                            .formatted(Printable.line(word, 80)));
        }
        var server = command.server();
        var prompt = command.prompt();
        var filled = prompt.filled(typed);
        try {
            var text =
                    ServerConnections.with(
                            file,
                            state,
                            environment,
                            server.name(),
                            (servers, place) ->
                                    servers.prompt(server, place, prompt.name(), filled));
            return "I asked server '%s' for its prompt '%s'. It says:%n%n%s"
                    .formatted(server.name(), prompt.name(), text);
        } catch (McpException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

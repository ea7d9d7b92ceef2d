package dev.bestcode.runtime;

import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolPeer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tools of servers, and the organism with them in the place of their servers: a profile that
/// lists a server lists its tools, with the permission of the server where a tool has none of its
/// own. One that no profile lists is not asked.
/// @param byServer the names of its tools
/// @param asked tools that a person is asked about, whatever a profile says
record ServerTools(List<ToolPeer> peers, Map<String, List<String>> byServer, Set<String> asked) {
    static final ServerTools NONE = new ServerTools(List.of(), Map.of(), Set.of());

    ServerTools {
        peers = List.copyOf(peers);
        byServer = Map.copyOf(byServer);
        asked = Set.copyOf(asked);
    }

    /// @param problems gets a sentence where nothing here connects to servers
    static ServerTools of(
            BestCodeBuilder parts, Network network, Commands commands, List<String> problems) {
        var peers = new ArrayList<ToolPeer>();
        var byServer = new LinkedHashMap<String, List<String>>();
        var asked = new LinkedHashSet<String>();
        // Whoever is never asked would be let through, or denied without a word that says why.
        boolean asksNobody = parts.approver.isEmpty() || parts.approveAll;
        for (var listener : parts.organism.listeners()) {
            if (listener.mcp().isEmpty() || !isListed(parts.organism, listener)) {
                continue;
            }
            if (parts.servers.isEmpty()) {
                problems.add(
                        "listener '%s' is a server of the Model Context Protocol, and nothing here connects to one: add bestcode-mcp and say servers(McpServers.pinning(…))"
                                .formatted(listener.name()));
                continue;
            }
            var place = ServerPlace.of(parts, network, commands, listener.name());
            var names = new ArrayList<String>();
            for (var offer : parts.servers.get().offers(listener, place)) {
                if (offer.asked() && asksNobody) {
                    continue;
                }
                var name = offer.tool().descriptor().name();
                names.add(name);
                peers.add(kept(listener, offer.tool(), commands));
                if (offer.asked()) {
                    asked.add(name);
                }
            }
            byServer.put(listener.name(), List.copyOf(names));
        }
        return new ServerTools(peers, byServer, asked);
    }

    private static boolean isListed(Organism organism, ListenerSpec listener) {
        return organism.profiles().stream()
                .anyMatch(profile -> profile.listeners().contains(listener.name()));
    }

    /// What runs inside the sandbox may write into the workspace.
    private static ToolPeer kept(ListenerSpec listener, ToolPeer tool, Commands commands) {
        return Network.startsPrograms(listener) ? commands.remembered(tool) : tool;
    }

    /// The organism with tools in place of their servers.
    Organism inPlace(Organism declared) {
        var servers = new LinkedHashMap<String, List<String>>();
        for (var listener : declared.listeners()) {
            if (listener.mcp().isPresent()) {
                servers.put(
                        listener.name(),
                        Optional.ofNullable(byServer.get(listener.name())).orElse(List.of()));
            }
        }
        if (servers.isEmpty()) {
            return declared;
        }
        return declared.with(
                declared.listeners().stream()
                        .filter(listener -> listener.mcp().isEmpty())
                        .map(listener -> agent(listener, servers))
                        .toList(),
                declared.profiles().stream().map(profile -> profile(profile, servers)).toList());
    }

    private static ListenerSpec agent(ListenerSpec listener, Map<String, List<String>> servers) {
        return listener.agent()
                .map(
                        agent ->
                                listener.withPeers(names(listener.peers(), servers))
                                        .withAgent(
                                                new AgentSpec(
                                                        agent.prompt(),
                                                        agent.model(),
                                                        agent.effort(),
                                                        agent.maxTokens(),
                                                        agent.maxIterations(),
                                                        permissions(agent.permissions(), servers),
                                                        agent.budget())))
                .orElse(listener);
    }

    private ProfileSpec profile(ProfileSpec profile, Map<String, List<String>> servers) {
        var listeners = names(profile.listeners(), servers);
        var permissions = new LinkedHashMap<>(permissions(profile.permissions(), servers));
        permissions.keySet().removeIf(name -> isTool(name, servers) && !listeners.contains(name));
        listeners.stream()
                .filter(asked::contains)
                .filter(name -> permissions.get(name) != Permission.DENY)
                .forEach(name -> permissions.put(name, Permission.PROMPT));
        return profile.withListeners(listeners, permissions)
                .withNetwork(
                        profile.network().stream()
                                .filter(name -> !servers.containsKey(name))
                                .toList());
    }

    private static boolean isTool(String name, Map<String, List<String>> servers) {
        return McpSpec.serverOf(name).filter(servers::containsKey).isPresent();
    }

    private static List<String> names(List<String> said, Map<String, List<String>> servers) {
        var names = new LinkedHashSet<String>();
        for (var name : said) {
            names.addAll(Optional.ofNullable(servers.get(name)).orElse(List.of(name)));
        }
        return List.copyOf(names);
    }

    private static Map<String, Permission> permissions(
            Map<String, Permission> said, Map<String, List<String>> servers) {
        var permissions = new LinkedHashMap<String, Permission>();
        said.forEach(
                (name, permission) -> {
                    if (!servers.containsKey(name)) {
                        permissions.put(name, permission);
                    }
                });
        servers.forEach(
                (server, tools) ->
                        Optional.ofNullable(said.get(server))
                                .ifPresent(
                                        permission ->
                                                tools.forEach(
                                                        tool ->
                                                                permissions.putIfAbsent(
                                                                        tool, permission))));
        return permissions;
    }
}

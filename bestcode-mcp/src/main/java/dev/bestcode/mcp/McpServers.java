package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Servers of the Model Context Protocol.
///
/// What a server lists when it is first looked at is pinned and offered from then on without
/// starting it. When it is started for a call it must still say the same of the tool that is
/// called; else the call fails, and from the next start on a person is asked before each call of
/// it.
/// @see "Model Context Protocol, 2025-11-25"
public final class McpServers implements ToolServers {
    private final ToolPins pins;
    private final Consumer<String> told;
    private final Map<String, Sessions> sessions = new ConcurrentHashMap<>();

    private McpServers(ToolPins pins, Consumer<String> told) {
        this.pins = pins;
        this.told = told;
    }

    /// @param pins keeps what servers said
    /// @param told of what is left out and why, a sentence each, harmless at a terminal
    public static McpServers pinning(ToolPins pins, Consumer<String> told) {
        return new McpServers(pins, told);
    }

    @Override
    public List<Offer> offers(ListenerSpec server, ToolServerPlace place) {
        var kept = kept(server).or(() -> firstLook(server, place));
        if (kept.isEmpty()) {
            return List.of();
        }
        var conversations =
                sessions.computeIfAbsent(
                        server.name(),
                        _ -> new Sessions(server, place, listing -> compare(server, listing)));
        var offers = new LinkedHashMap<String, Offer>();
        var doubled = new HashSet<String>();
        for (var tool : wanted(server, kept.get())) {
            try {
                var descriptor = Offered.of(server.name(), tool, place);
                var change = kept.get().change(server.name(), tool);
                var peer =
                        new McpTool(
                                server, tool, descriptor, conversations, place.validator(), change);
                if (offers.put(descriptor.name(), new Offer(peer, change.isPresent())) != null) {
                    doubled.add(descriptor.name());
                }
            } catch (IllegalArgumentException e) {
                tell(
                        "server '%s': tool '%s' is left out: %s"
                                .formatted(server.name(), tool.name(), e.getMessage()));
            }
        }
        doubled.forEach(
                name -> {
                    offers.remove(name);
                    tell(
                            "server '%s': several of its tools come to the name '%s', so none has it"
                                    .formatted(server.name(), name));
                });
        return List.copyOf(offers.values());
    }

    private Optional<Pinned> kept(ListenerSpec server) {
        try {
            return pins.pinned(Pinned.key(server)).map(Pinned::from);
        } catch (IllegalArgumentException e) {
            tell(
                    "what was kept of server '%s' cannot be read, so it is looked at anew: %s"
                            .formatted(server.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Pinned> firstLook(ListenerSpec server, ToolServerPlace place) {
        try {
            var listing = look(server, place);
            keep(server, Pinned.of(listing));
            return Optional.of(Pinned.of(listing));
        } catch (McpFailure e) {
            tell(e.words() + "; its tools are left out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tell("server '%s' was not looked at: interrupted".formatted(server.name()));
        }
        return Optional.empty();
    }

    private Listing look(ListenerSpec server, ToolServerPlace place)
            throws McpFailure, InterruptedException {
        try (var session = Session.open(server, place, place.looking())) {
            var listing = withPrompts(session);
            if (listing.tools().isEmpty()) {
                tell("server '%s' has no tools, resources or prompts".formatted(server.name()));
            }
            listing.problems()
                    .forEach(problem -> tell("server '%s': %s".formatted(server.name(), problem)));
            return listing;
        }
    }

    /// Prompts are not worth the loss of the tools.
    private static Listing withPrompts(Session session) throws McpFailure, InterruptedException {
        var listing = session.list();
        try {
            return listing.with(session.listPrompts());
        } catch (McpFailure e) {
            if (e.kind() == McpFailure.Kind.REFUSED) {
                return listing.withProblem("its prompts are left out: " + e.words());
            }
            throw e;
        }
    }

    private List<Definition> wanted(ListenerSpec server, Pinned kept) {
        var spec = server.mcp().orElseThrow();
        var all = kept.current();
        var names = new HashSet<String>();
        all.forEach(tool -> names.add(tool.name()));
        Set.copyOf(spec.tools().orElse(List.of())).stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(
                        name ->
                                tell(
                                        "server '%s' has no tool '%s'"
                                                .formatted(server.name(), name)));
        var wanted =
                all.stream()
                        .filter(
                                tool ->
                                        spec.tools()
                                                .map(it -> it.contains(tool.name()))
                                                .orElse(true))
                        .toList();
        int max = spec.limits().tools();
        if (wanted.size() > max) {
            tell(
                    "server '%s' has %,d tools; the first %,d are offered, see 'tools' and 'limits'"
                            .formatted(server.name(), wanted.size(), max));
        }
        return wanted.stream().limit(max).toList();
    }

    /// Of a conversation that has begun: what it lists now, beside what is kept.
    private void compare(ListenerSpec server, Listing listing) {
        var before = kept(server);
        var after = before.orElse(Pinned.of(listing)).listing(listing.tools());
        if (before.isEmpty() || !before.get().equals(after)) {
            keep(server, after);
            listing.tools().stream()
                    .flatMap(tool -> after.change(server.name(), tool).stream())
                    .forEach(this::tell);
        }
    }

    private void keep(ListenerSpec server, Pinned said) {
        pins.pin(Pinned.key(server), said.toJson())
                .ifPresent(
                        why ->
                                tell(
                                        "what server '%s' says of its tools cannot be kept, so a change will not be seen: %s"
                                                .formatted(server.name(), why)));
    }

    private void tell(String sentence) {
        told.accept(SafeText.line(sentence, 2 * Bounds.DESCRIPTION_CHARS_MAX));
    }

    /// Start a server and look at its tools; nothing is kept.
    /// @throws McpException when it cannot be had
    /// @throws InterruptedException when the caller was stopped
    public McpInspection inspect(ListenerSpec server, ToolServerPlace place)
            throws McpException, InterruptedException {
        try {
            return McpInspection.of(server, look(server, place), kept(server), place);
        } catch (McpFailure e) {
            throw new McpException(e);
        }
    }

    /// Start a server and accept its tools as they are.
    /// @return what was found, beside what was kept before
    /// @throws McpException when it cannot be had, or not be kept
    /// @throws InterruptedException when the caller was stopped
    public McpInspection pin(ListenerSpec server, ToolServerPlace place)
            throws McpException, InterruptedException {
        try {
            var before = kept(server);
            var listing = look(server, place);
            var why = pins.pin(Pinned.key(server), Pinned.of(listing).toJson());
            if (why.isPresent()) {
                throw new McpException(why.get());
            }
            return McpInspection.of(server, listing, before, place);
        } catch (McpFailure e) {
            throw new McpException(e);
        }
    }

    /// How many tools of a server were accepted; empty where it was never looked at.
    public Optional<Integer> accepted(ListenerSpec server) {
        return kept(server).map(pinned -> pinned.accepted().size());
    }

    /// The prompts that a server had when it was last looked at; it is not started.
    public List<McpPrompt> prompts(ListenerSpec server) {
        return kept(server).map(Pinned::prompts).orElse(List.of());
    }

    /// Start a server and get one of its prompts, filled in, for the person who asked for it.
    /// @return text of the server's, without characters that a terminal obeys
    /// @throws McpException when it cannot be had
    /// @throws InterruptedException when the caller was stopped
    public String prompt(
            ListenerSpec server, ToolServerPlace place, String name, Map<String, String> arguments)
            throws McpException, InterruptedException {
        var json = JsonObject.builder();
        arguments.forEach(json::put);
        try (var session = Session.open(server, place, place.looking())) {
            var answer = session.prompt(name, json.build(), _ -> {});
            return new Result(
                            server.name(),
                            server.mcp().orElseThrow().limits().resultKib() * 1024,
                            session.mapper())
                    .of(answer)
                    .text();
        } catch (McpFailure e) {
            throw new McpException(e);
        }
    }

    @Override
    public void endRun(RunId run) {
        sessions.values().forEach(one -> one.endRun(run));
    }

    @Override
    public void close() {
        var all = new ArrayList<>(sessions.values());
        sessions.clear();
        all.forEach(Sessions::close);
    }
}

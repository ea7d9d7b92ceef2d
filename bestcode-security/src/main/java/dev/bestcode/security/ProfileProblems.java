package dev.bestcode.security;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.tool.ToolDescriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds what keeps an organism's profiles from being compiled.
final class ProfileProblems {
    /// Names that the pipeline stamps; a listener of that name could speak as somebody else.
    private static final Set<String> RESERVED = Set.of(Message.USER, Message.SYSTEM, "root");

    private final List<String> found = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    private ProfileProblems() {}

    static List<String> of(Organism organism) {
        var problems = new ProfileProblems();
        organism.effectiveListeners().forEach(spec -> problems.known.add(spec.name()));
        problems.listeners(organism.listeners());
        problems.profiles(organism.profiles());
        organism.listeners()
                .forEach(
                        spec -> spec.callable().ifPresent(it -> problems.call(spec, it, organism)));
        return problems.found;
    }

    private void listeners(List<ListenerSpec> declared) {
        var seen = new HashSet<String>();
        for (var spec : declared) {
            if (RESERVED.contains(spec.name())) {
                found.add("listener '%s': the name is the system's own".formatted(spec.name()));
            }
            if (!seen.add(spec.name())) {
                found.add("listener '%s' is declared twice; remove one".formatted(spec.name()));
            }
            for (var peer : spec.peers()) {
                reference("listener '" + spec.name() + "' has the peer", peer);
            }
        }
    }

    private void profiles(List<ProfileSpec> declared) {
        var seen = new HashSet<String>();
        for (var profile : declared) {
            var name = "profile '" + profile.name() + "'";
            if (!seen.add(profile.name())) {
                found.add(name + " is declared twice; remove one");
            }
            profile.listeners().forEach(listener -> reference(name + " lists", listener));
            for (var listener : profile.permissions().keySet()) {
                var server = McpSpec.serverOf(listener);
                if (!profile.listeners().contains(listener)
                        && server.filter(profile.listeners()::contains).isEmpty()) {
                    found.add(
                            "%s has a permission for '%s', which it does not list; listed: %s"
                                    .formatted(name, listener, profile.listeners()));
                }
            }
        }
    }

    private void call(ListenerSpec spec, CallableSpec call, Organism organism) {
        var where = "listener '" + spec.name() + "'";
        if (!spec.payloadTag().equals(ToolDescriptor.payloadTag(spec.name()))) {
            found.add(
                    "%s has payload_class '%s'; a callable organism's has to end in '%s'"
                            .formatted(
                                    where,
                                    spec.payloadClass(),
                                    ToolDescriptor.payloadTag(spec.name())));
        }
        var profile = organism.profile(call.profile());
        if (profile.isEmpty()) {
            found.add("%s calls profile '%s', which there is not".formatted(where, call.profile()));
            return;
        }
        boolean thinks =
                organism.effectiveListeners().stream()
                        .anyMatch(it -> it.name().equals(call.agent()) && it.agent().isPresent());
        if (!thinks || !profile.get().listeners().contains(call.agent())) {
            found.add(
                    "%s calls agent '%s', which profile '%s' does not have; listed: %s"
                            .formatted(
                                    where,
                                    call.agent(),
                                    call.profile(),
                                    profile.get().listeners()));
        }
    }

    private void reference(String where, String listener) {
        if (!known.contains(listener)) {
            found.add(
                    "%s '%s', and no listener has that name; there are: %s"
                            .formatted(where, listener, String.join(", ", known)));
        }
    }
}

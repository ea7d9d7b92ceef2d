package dev.bestcode.organism;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the files of one organism declare. Uses of names are compared at the end, because a file
/// may use a name before it declares it.
final class Declarations {
    /// Where something is said.
    record Place(Problems problems, Node at) {
        @Override
        public String toString() {
            var position = Position.of(at);
            return "%s:%d:%d".formatted(problems.file(), position.line(), position.column());
        }
    }

    /// A declaration: where, and what unless that was reported.
    private record Declared<T>(Place place, Optional<T> what) {}

    private record Use(Place place, String name, String message) {}

    private final Map<String, Declared<String>> prompts = new LinkedHashMap<>();
    private final Map<String, Declared<ListenerSpec>> listeners = new LinkedHashMap<>();
    private final Map<String, ProfileSpec> profiles = new LinkedHashMap<>();
    private final List<Use> listenerUses = new ArrayList<>();
    private final List<Use> promptUses = new ArrayList<>();
    private final List<Runnable> lastChecks = new ArrayList<>();

    void prompt(Place place, String name, Optional<String> text) {
        declare(prompts, "prompt", place, name, text);
    }

    void listener(Place place, String name, Optional<ListenerSpec> spec) {
        declare(listeners, "listener", place, name, spec);
    }

    void profile(ProfileSpec profile) {
        profiles.put(profile.name(), profile);
    }

    /// Two files may say the same of a name, as when both were once one.
    private static <T> void declare(
            Map<String, Declared<T>> all, String noun, Place place, String name, Optional<T> what) {
        var declared = new Declared<>(place, what);
        var first = all.putIfAbsent(name, declared);
        if (first == null) {
            return;
        }
        if (first.place().problems() == place.problems()) {
            place.problems().add(place.at(), "duplicate %s %s".formatted(noun, Shown.quoted(name)));
        } else if (first.what().isPresent() && what.isPresent() && !first.what().equals(what)) {
            place.problems()
                    .add(
                            place.at(),
                            "%s %s is not the one in %s; rename one of them"
                                    .formatted(noun, Shown.quoted(name), first.place()));
        }
    }

    /// @param user who uses the name, for the message
    void useListener(Place place, String name, String user) {
        listenerUses.add(use(place, name, user, "listener"));
    }

    void usePrompt(Place place, String name, String user) {
        promptUses.add(use(place, name, user, "prompt"));
    }

    private static Use use(Place place, String name, String user, String noun) {
        var message = "%s names unknown %s %s".formatted(user, noun, Shown.quoted(name));
        return new Use(place, name, message);
    }

    /// Check when everything is declared.
    void last(Runnable check) {
        lastChecks.add(check);
    }

    /// A listener as declared, or predeclared; empty when there is none or it was reported.
    Optional<ListenerSpec> listener(String name) {
        var declared = listeners.get(name);
        return declared == null ? Predeclared.listener(name) : declared.what();
    }

    Optional<ProfileSpec> profile(String name) {
        return Optional.ofNullable(profiles.get(name));
    }

    /// The names of all listeners, those declared first.
    Set<String> listenerNames() {
        var names = new LinkedHashSet<>(listeners.keySet());
        Predeclared.LISTENERS.forEach(listener -> names.add(listener.name()));
        return names;
    }

    Map<String, String> prompts() {
        return present(prompts);
    }

    List<ListenerSpec> listeners() {
        return List.copyOf(present(listeners).values());
    }

    List<ProfileSpec> profiles() {
        return List.copyOf(profiles.values());
    }

    private static <T> Map<String, T> present(Map<String, Declared<T>> all) {
        var present = new LinkedHashMap<String, T>();
        all.forEach((name, declared) -> declared.what().ifPresent(it -> present.put(name, it)));
        return Collections.unmodifiableMap(present);
    }

    void check() {
        var promptNames = new LinkedHashSet<>(prompts.keySet());
        promptNames.addAll(Predeclared.PROMPTS.keySet());
        check(promptUses, promptNames);
        check(listenerUses, listenerNames());
        lastChecks.forEach(Runnable::run);
    }

    /// Whether it can be a tool of a server that is among the listeners. Which tools a server has,
    /// it says when it runs.
    boolean isToolOf(String name, Collection<String> listeners) {
        return McpSpec.serverOf(name)
                .filter(listeners::contains)
                .flatMap(this::listener)
                .flatMap(ListenerSpec::mcp)
                .isPresent();
    }

    private static void check(List<Use> uses, Collection<String> declared) {
        for (var use : uses) {
            if (!declared.contains(use.name())) {
                var problems = use.place().problems();
                problems.add(use.place().at(), use.message(), use.name(), declared);
            }
        }
    }
}

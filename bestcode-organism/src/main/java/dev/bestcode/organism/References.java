package dev.bestcode.organism;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;

import org.yaml.snakeyaml.nodes.Node;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names that are declared and names that are used. They are compared at the end, because a file
/// may use a name before it declares it.
final class References {
    private record Use(Node at, String name, String message) {}

    private final Set<String> listeners = new LinkedHashSet<>();
    private final Set<String> prompts = new LinkedHashSet<>();
    private final List<Use> listenerUses = new ArrayList<>();
    private final List<Use> promptUses = new ArrayList<>();
    private final Problems problems;

    References(Problems problems) {
        this.problems = problems;
    }

    /// @return whether the name was free; the predeclared ones may be replaced
    boolean declareListener(String name) {
        return listeners.add(name);
    }

    void declarePrompt(String name) {
        prompts.add(name);
    }

    /// @param user who uses the name, for the message
    void useListener(Node at, String name, String user) {
        listenerUses.add(new Use(at, name, user + " names unknown listener " + Shown.quoted(name)));
    }

    void usePrompt(Node at, String name, String user) {
        promptUses.add(new Use(at, name, user + " names unknown prompt " + Shown.quoted(name)));
    }

    void check() {
        Predeclared.LISTENERS.stream().map(ListenerSpec::name).forEach(listeners::add);
        prompts.addAll(Predeclared.PROMPTS.keySet());
        check(listenerUses, listeners);
        check(promptUses, prompts);
    }

    private void check(List<Use> uses, Set<String> declared) {
        for (var use : uses) {
            if (!declared.contains(use.name())) {
                problems.add(use.at(), use.message(), use.name(), declared);
            }
        }
    }
}

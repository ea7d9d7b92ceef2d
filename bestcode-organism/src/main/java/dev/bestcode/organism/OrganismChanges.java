package dev.bestcode.organism;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.organism.OrganismChange.Effect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Compares two organisms. What a change does is decided key by key; where more and less cannot be
/// told apart (another handler, another component), it counts as widened, because that is the side
/// on which nothing is given away.
public final class OrganismChanges {
    private final List<OrganismChange> changes = new ArrayList<>();

    private OrganismChanges() {}

    /// What comes with the newer one, in the order of the older one and then of the newer.
    /// Predeclared listeners count, so that declaring one that changes nothing is no change.
    public static List<OrganismChange> between(Organism older, Organism newer) {
        var found = new OrganismChanges();
        found.named(
                "prompts",
                "prompt",
                older.effectivePrompts(),
                newer.effectivePrompts(),
                (path, what, a, b) -> {
                    if (!a.equals(b)) {
                        found.add(Effect.CHANGED, path, what + " has another text");
                    }
                });
        var listeners = new ListenerChanges(found);
        found.named(
                "listeners",
                "listener",
                byName(older.effectiveListeners(), it -> it.name()),
                byName(newer.effectiveListeners(), it -> it.name()),
                listeners::compare);
        var profiles = new ProfileChanges(found);
        found.named(
                "profiles",
                "profile",
                byName(older.profiles(), it -> it.name()),
                byName(newer.profiles(), it -> it.name()),
                profiles::compare);
        // Another place may learn what the first one may not: that is no less.
        found.same(
                newer.embedding().isPresent() ? Effect.WIDENED : Effect.NARROWED,
                "embedding",
                "tools are found by meaning "
                        + newer.embedding()
                                .map(it -> "with %s at %s".formatted(it.model(), it.url()))
                                .orElse("no more"),
                older.embedding(),
                newer.embedding());
        // One that said no may be gone, and a new one starts a program: neither is less.
        found.same(Effect.WIDENED, "hooks", "other hooks", older.hooks(), newer.hooks());
        return List.copyOf(found.changes);
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        var byName = new LinkedHashMap<String, T>();
        all.forEach(it -> byName.put(name.apply(it), it));
        return byName;
    }

    /// Compares what both have.
    interface Comparison<T> {
        void compare(String path, String what, T older, T newer);
    }

    private <T> void named(
            String key,
            String noun,
            Map<String, T> older,
            Map<String, T> newer,
            Comparison<T> comparison) {
        for (var entry : older.entrySet()) {
            var path = key + "." + entry.getKey();
            var what = noun + " " + Shown.quoted(entry.getKey());
            var now = newer.get(entry.getKey());
            if (now == null) {
                add(Effect.NARROWED, path, what + " is gone");
            } else {
                comparison.compare(path, what, entry.getValue(), now);
            }
        }
        for (var name : newer.keySet()) {
            if (!older.containsKey(name)) {
                add(Effect.ADDED, key + "." + name, noun + " " + Shown.quoted(name) + " is new");
            }
        }
    }

    void add(Effect effect, String path, String text) {
        changes.add(new OrganismChange(effect, path, text));
    }

    /// A value of which neither is more.
    void same(Effect effect, String path, String text, Object older, Object newer) {
        if (!Objects.equals(older, newer)) {
            add(effect, path, text);
        }
    }

    /// Lists whose elements are each a right.
    /// @param may what somebody may do with an element, such as `profile 'p' may start`
    void rights(String path, String may, List<String> older, List<String> newer) {
        var all = new LinkedHashSet<>(older);
        all.addAll(newer);
        for (var right : all) {
            if (!newer.contains(right)) {
                var text = "%s %s no more".formatted(may, Shown.quoted(right));
                add(Effect.NARROWED, path + "." + right, text);
            } else if (!older.contains(right)) {
                add(Effect.WIDENED, path + "." + right, may + " " + Shown.quoted(right));
            }
        }
    }

    /// Values of which more allows more.
    void amount(String path, String what, long older, long newer) {
        if (older != newer) {
            add(
                    newer > older ? Effect.WIDENED : Effect.NARROWED,
                    path,
                    "%s is %d, was %d".formatted(what, newer, older));
        }
    }
}

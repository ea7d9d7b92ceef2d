package dev.bestcode.security;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/// A folder or file, with everything below it, that somebody may read or also write.
/// @param scope who: a listener's name, or [#COMMANDS]
/// @param path as it was written, compared component by component
record PathGrant(String scope, String path, boolean write) implements Comparable<PathGrant> {
    /// Whatever `command-exec` starts; no listener has a name with a space.
    static final String COMMANDS = "any command";

    private static final Comparator<PathGrant> ORDER =
            Comparator.comparing(PathGrant::scope)
                    .thenComparing(PathGrant::path)
                    .thenComparing(PathGrant::write);

    /// Whether this allows all that the other allows.
    boolean covers(PathGrant other) {
        return scope.equals(other.scope)
                && (write || !other.write)
                && parsed(other.path).startsWith(parsed(path));
    }

    /// What is in both sets: of two that lie in one another the deeper, to write only where both
    /// may.
    static Set<PathGrant> both(Set<PathGrant> some, Set<PathGrant> others) {
        var both = new TreeSet<PathGrant>();
        for (var one : some) {
            for (var two : others) {
                if (one.scope.equals(two.scope)) {
                    if (parsed(one.path).startsWith(parsed(two.path))) {
                        both.add(new PathGrant(one.scope, one.path, one.write && two.write));
                    } else if (parsed(two.path).startsWith(parsed(one.path))) {
                        both.add(new PathGrant(one.scope, two.path, one.write && two.write));
                    }
                }
            }
        }
        return both;
    }

    /// Without those that another one already allows.
    static TreeSet<PathGrant> withoutCovered(Set<PathGrant> grants) {
        var kept = new TreeSet<PathGrant>();
        for (var grant : grants) {
            if (grants.stream().noneMatch(other -> !other.equals(grant) && other.covers(grant))) {
                kept.add(grant);
            }
        }
        return kept;
    }

    /// Whether some grant of a set allows it.
    boolean isIn(Set<PathGrant> grants) {
        return grants.stream().anyMatch(grant -> grant.covers(this));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("scope", scope)
                .put("path", path)
                .put("write", write)
                .build();
    }

    /// @throws IllegalArgumentException when it is not a grant's JSON
    static PathGrant from(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            throw new IllegalArgumentException("a path must be an object");
        }
        return new PathGrant(
                object.requireString("scope"),
                object.requireString("path"),
                object.bool("write").orElse(false));
    }

    private static Path parsed(String path) {
        return Path.of(path);
    }

    @Override
    public int compareTo(PathGrant other) {
        return ORDER.compare(this, other);
    }
}

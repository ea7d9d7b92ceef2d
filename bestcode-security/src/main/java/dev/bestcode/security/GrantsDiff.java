package dev.bestcode.security;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What one set of grants has that another has not.
final class GrantsDiff {
    private GrantsDiff() {}

    /// @param known whether there is a profile that the other grants are of; one that is not there
    ///     has no user either
    static Set<String> more(String profile, boolean known, Grants less, Grants more) {
        var lines = new TreeSet<String>();
        commands(lines, profile, less, more);
        each(lines, profile, "network", less.hosts(), more.hosts());
        each(lines, profile, "variable", less.env(), more.env());
        for (var path : more.paths()) {
            if (!path.isIn(less.paths())) {
                lines.add(
                        "profile %s: %s may %s %s"
                                .formatted(
                                        profile,
                                        path.scope(),
                                        path.write() ? "change" : "read",
                                        path.path()));
            }
        }
        if (known) {
            user(lines, profile, less.user(), more.user());
            if (less.wallsRequired() && !more.wallsRequired()) {
                lines.add("profile %s: starts programs where a wall is missing".formatted(profile));
            }
        }
        return lines;
    }

    /// A pin takes something away: every other program of that name.
    private static void commands(Set<String> lines, String profile, Grants less, Grants more) {
        var before = less.startable();
        more.startable()
                .forEach(
                        (program, pin) -> {
                            var old = before.get(program);
                            if (old == null || (old.isPresent() && !old.equals(pin))) {
                                lines.add(
                                        "profile %s: starts %s%s"
                                                .formatted(
                                                        profile,
                                                        program,
                                                        pin.map(sha -> " with SHA-256 " + sha)
                                                                .orElse("")));
                            }
                        });
    }

    private static void each(
            Set<String> lines, String profile, String what, Set<String> less, Set<String> more) {
        for (var name : more) {
            if (!less.contains(name)) {
                lines.add("profile %s: %s %s".formatted(profile, what, name));
            }
        }
    }

    private static void user(
            Set<String> lines,
            String profile,
            Optional<Grants.Users> less,
            Optional<Grants.Users> more) {
        if (more.isEmpty() && less.isPresent()) {
            lines.add("profile %s: runs commands as whoever runs the system".formatted(profile));
        }
        if (more.isPresent() && less.isPresent()) {
            each(lines, profile, "runs commands as", less.get().names(), more.get().names());
        }
    }
}

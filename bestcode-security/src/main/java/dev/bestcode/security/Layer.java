package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Wall;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A layer of the operating system's walls around a child.
enum Layer {
    USER("another user than ours, with a number of its own where none is named"),
    MOUNTS("all is read-only but workspace and private folders; hooks and settings are protected"),
    PROCESSES("sees no process but its own; everything it started ends with it, and with us"),
    NETWORK("no network but its own loopback, and the way out that the profile has"),
    LIMITS("memory, processes and processor time of all that it starts together"),
    LANDLOCK("reads programs and what was granted, writes the workspace and private folders"),
    SECCOMP("no system calls that reach other processes, mounts, keys or the machine");

    private final String holds;

    Layer(String holds) {
        this.holds = holds;
    }

    /// As it is shown to people.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String holds() {
        return holds;
    }

    /// @param missing why each that does not stand does not
    static List<Wall> walls(Map<Layer, String> missing) {
        return Arrays.stream(values())
                .map(
                        layer ->
                                Optional.ofNullable(missing.get(layer))
                                        .map(reason -> new Wall(layer.word(), false, reason))
                                        .orElseGet(
                                                () -> new Wall(layer.word(), true, layer.holds())))
                .toList();
    }

    /// Whether the others hold a child: it cannot write, connect or call the kernel beyond what it
    /// was granted, and is not root.
    static boolean contain(Set<Layer> missing) {
        return !missing.contains(LANDLOCK)
                && !missing.contains(SECCOMP)
                && (ChildUser.ours() != 0 || !missing.contains(USER));
    }
}

package dev.bestcode.security;

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
}

package dev.bestcode.api.security;

import java.util.List;
import java.util.Optional;

/// What commands may use beside the workspace, and what must stand around them.
/// @param wallsRequired whether nothing may run where a wall is missing
/// @param read folders and files that they may read: absolute, or from `~/`
/// @param write the same for reading and writing
/// @param env names of variables that they get from ours
/// @param user who they run as; absent is whoever runs the system, or where that is root, nobody
///     else's number
public record CommandGrants(
        boolean wallsRequired,
        List<String> read,
        List<String> write,
        List<String> env,
        Optional<String> user) {
    /// The workspace and nothing else.
    public static final CommandGrants NONE =
            new CommandGrants(false, List.of(), List.of(), List.of(), Optional.empty());

    public CommandGrants {
        read = List.copyOf(read);
        write = List.copyOf(write);
        env = List.copyOf(env);
    }
}

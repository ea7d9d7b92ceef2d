package dev.bestcode.api.organism;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What stands around the commands of a profile, and what is let through beside the workspace.
/// @param read folders and files outside the workspace that commands may read: absolute, or from
///     `~/`
/// @param write the same for reading and writing
/// @param env names of environment variables that commands get from ours; values never stand here
public record SandboxSpec(Walls walls, List<String> read, List<String> write, List<String> env) {
    /// Nothing let through; the walls that the machine has.
    public static final SandboxSpec DEFAULT =
            new SandboxSpec(Walls.WHEN_AVAILABLE, List.of(), List.of(), List.of());

    /// Nothing let through, and nothing runs without the walls.
    public static final SandboxSpec REQUIRED =
            new SandboxSpec(Walls.REQUIRED, List.of(), List.of(), List.of());

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

    public SandboxSpec {
        read = List.copyOf(read);
        write = List.copyOf(write);
        env = List.copyOf(env);
        read.forEach(SandboxSpec::checkPath);
        write.forEach(SandboxSpec::checkPath);
        for (var name : env) {
            if (!isVariable(name)) {
                throw new IllegalArgumentException(
                        "'%s' does not name an environment variable; allowed: %s"
                                .formatted(name, VARIABLE));
            }
        }
    }

    /// Whether the text is absolute or starts with `~/`, and goes nowhere up.
    public static boolean isPath(String text) {
        try {
            var path = Path.of(text.startsWith("~/") ? text.substring(1) : text);
            return path.isAbsolute() && path.normalize().equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /// Whether the text is a name that an environment variable may have.
    public static boolean isVariable(String text) {
        return VARIABLE.matcher(text).matches();
    }

    private static void checkPath(String path) {
        if (!isPath(path)) {
            throw new IllegalArgumentException(
                    "'%s' is not a path for a sandbox; allowed: absolute or from ~/, without '..'"
                            .formatted(path));
        }
    }

    /// What happens where the operating system cannot raise the walls.
    public enum Walls {
        /// Nothing that needs them runs.
        REQUIRED,
        /// Commands are asked for, whatever the permissions say.
        WHEN_AVAILABLE
    }
}

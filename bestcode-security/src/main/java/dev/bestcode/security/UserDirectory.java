package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/// Where the user's configuration is.
public final class UserDirectory {
    private UserDirectory() {}

    /// `$XDG_CONFIG_HOME/bestcode`, else `~/.config/bestcode`; it need not exist.
    public static Path of(Map<String, String> environment) {
        var named = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        var home = Path.of(environment.getOrDefault("HOME", ""));
        return (named.isAbsolute()
                        ? named
                        : (home.isAbsolute() ? home : Path.of(System.getProperty("user.home")))
                                .resolve(".config"))
                .resolve("bestcode");
    }

    /// Why it must not be used for a workspace; empty when it may.
    public static Optional<String> problem(Path directory, Path workspace) {
        return real(directory).startsWith(real(workspace))
                ? Optional.of(
                        "%s lies in the workspace %s, whose tools could read and change it; work in another directory, or set XDG_CONFIG_HOME to one outside"
                                .formatted(directory, workspace))
                : Optional.empty();
    }

    /// The path without links, as far as it exists.
    private static Path real(Path path) {
        var absolute = path.toAbsolutePath().normalize();
        var missing = new ArrayList<Path>();
        for (var at = absolute; at != null; at = at.getParent()) {
            try {
                var real = at.toRealPath();
                for (var name : missing.reversed()) {
                    real = real.resolve(name);
                }
                return real;
            } catch (IOException notThere) {
                if (at.getFileName() != null) {
                    missing.add(at.getFileName());
                }
            }
        }
        return absolute;
    }
}

package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.WayOut;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Around what a sandbox stands.
/// @param workspace real path of what children may write
/// @param folder absolute, for what is private to children; nobody else uses it
/// @param home of whoever runs the system
/// @param toolchains real paths of what children may read and run
/// @param caches of packages, which children read
/// @param wayOut by profile
/// @param identity in whose name children commit
record Confinement(
        Path workspace,
        Path folder,
        Path home,
        List<Path> toolchains,
        List<PackageCache> caches,
        Function<String, Optional<WayOut>> wayOut,
        GitIdentity identity) {
    private static final List<String> READABLE = PathList.lines("readable-paths.txt");

    /// @param environment of which `PATH` and `JAVA_HOME` name toolchains
    static List<Path> toolchains(Path home, Map<String, String> environment) {
        var found = new java.util.LinkedHashSet<Path>();
        READABLE.forEach(line -> found.add(PathList.path(line, home)));
        found.add(Path.of(System.getProperty("java.home")));
        Optional.ofNullable(environment.get("JAVA_HOME")).map(Path::of).ifPresent(found::add);
        for (var entry : environment.getOrDefault("PATH", "").split(":", -1)) {
            if (entry.startsWith("/")) {
                found.add(Path.of(entry));
            }
        }
        return found.stream()
                .filter(Path::isAbsolute)
                .flatMap(path -> real(path).stream())
                .distinct()
                .toList();
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty(); // what is not there cannot be read
        }
    }
}

package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.WayOut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Makes the sandbox that this system can have.
public final class SystemSandbox {
    private SystemSandbox() {}

    /// @param workspace an existing folder
    /// @param folder absolute, outside the workspace, for what is private to children; made if
    ///     missing, and nobody else's
    /// @param environment ours, of which `HOME`, `PATH` and `JAVA_HOME` are used
    public static Builder around(Path workspace, Path folder, Map<String, String> environment) {
        return new Builder(workspace, folder, environment);
    }

    /// Collects what a sandbox needs. Not safe for several threads.
    public static final class Builder {
        private final Path workspace;
        private final Path folder;
        private final Map<String, String> environment;
        private Function<String, Optional<WayOut>> wayOut = _ -> Optional.empty();
        private Optional<FirstProcess.Ways> ways = Optional.empty();
        private final Map<Layer, String> off = new EnumMap<>(Layer.class);

        private Builder(Path workspace, Path folder, Map<String, String> environment) {
            this.workspace = workspace;
            this.folder = folder;
            this.environment = Map.copyOf(environment);
        }

        /// Give the children of some profiles a way to other machines. Asked once for each.
        public Builder wayOut(Function<String, Optional<WayOut>> byProfile) {
            wayOut = byProfile;
            return this;
        }

        /// Leave a wall out, to measure what it costs or to see what it holds. It is then missing,
        /// and whoever asks for the walls is told so.
        /// @param wall as [Sandbox.Wall#name] has it
        /// @throws IllegalArgumentException when there is no such wall
        public Builder without(String wall) {
            for (var layer : Layer.values()) {
                if (layer.word().equals(wall)) {
                    return without(layer);
                }
            }
            throw new IllegalArgumentException("there is no wall '%s'".formatted(wall));
        }

        /// Leave a layer out, for a test of what then no longer holds.
        Builder without(Layer layer) {
            off.put(layer, "left out");
            return this;
        }

        /// Have the first process of a pid namespace in this way, for a test of an older system.
        Builder first(FirstProcess.Ways chosen) {
            ways = Optional.of(chosen);
            return this;
        }

        /// @throws UncheckedIOException when the workspace or the folder is not there to be used
        public Sandbox build() {
            var reasons = new ArrayList<String>();
            var kernel = LinuxKernel.here(reasons::add);
            if (kernel.isEmpty()) {
                return new BareSandbox(String.join("; ", reasons));
            }
            try {
                var around = confinement();
                var missing = new EnumMap<>(Probe.missing(kernel.get()));
                missing.putAll(off);
                if (missing.containsKey(Layer.MOUNTS)) {
                    missing.putIfAbsent(Layer.USER, Probe.WITHOUT_MOUNTS);
                }
                return new LinuxSandbox(
                        kernel.get(),
                        around,
                        missing,
                        off.containsKey(Layer.USER),
                        ways.orElseGet(() -> Probe.ways(kernel.get())));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "no sandbox can be set up around %s in %s: %s"
                                .formatted(workspace, folder, e.getMessage()),
                        e);
            }
        }

        private Confinement confinement() throws IOException {
            var real = workspace.toRealPath();
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            var own = folder.toRealPath();
            if (own.startsWith(real)) {
                throw new IOException(
                        "the private folder must lie outside the workspace; keep the state elsewhere, by XDG_STATE_HOME or --data-dir");
            }
            var home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
            var realHome = Files.exists(home) ? home.toRealPath() : home;
            return new Confinement(
                    real,
                    own,
                    realHome,
                    Confinement.toolchains(home, environment),
                    PackageCache.of(realHome),
                    wayOut,
                    new GitIdentity(real, environment));
        }
    }
}

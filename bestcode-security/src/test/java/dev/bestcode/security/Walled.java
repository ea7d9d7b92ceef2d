package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Child;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.Request;
import dev.bestcode.api.security.Sandbox.WayOut;
import dev.bestcode.api.security.SandboxException;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// A workspace with a sandbox around it, in which shell scripts are run as the program that a model
/// has taken over: what walls must hold.
final class Walled implements AutoCloseable {
    /// Not in JUnit's folder below `/tmp`, which every child has one of its own of, so that nothing
    /// would be seen there anyway.
    static final Path PLACE =
            Path.of(System.getProperty("bestcode.root"), "bestcode-security/target/walled");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final Path root;
    final Path workspace;
    final Path outside;
    final Sandbox sandbox;

    /// What a script did.
    record Ran(Exit exit, String output, List<String> findings, Set<Limit> reached) {
        boolean ok() {
            return exit.equals(new Exit.Exited(0));
        }
    }

    private Walled(Path root, Sandbox sandbox) {
        this.root = root;
        this.workspace = root.resolve("workspace");
        this.outside = root.resolve("outside");
        this.sandbox = sandbox;
    }

    /// Skips the test, with the reason, where a layer that it needs does not stand.
    static Walled needing(Set<Layer> layers) throws IOException {
        return without(Set.of(), layers, _ -> Optional.empty());
    }

    static Walled without(Set<Layer> off, Set<Layer> needed, Function<String, Optional<WayOut>> out)
            throws IOException {
        return with(
                needed,
                builder -> {
                    off.forEach(builder::without);
                    builder.wayOut(out);
                });
    }

    /// With the first process of a pid namespace as older systems have it.
    static Walled withFirst(FirstProcess.Ways ways) throws IOException {
        return with(EnumSet.of(Layer.PROCESSES, Layer.MOUNTS), builder -> builder.first(ways));
    }

    private static Walled with(Set<Layer> needed, Consumer<SystemSandbox.Builder> choices)
            throws IOException {
        var root = folder();
        Files.createDirectory(root.resolve("workspace"));
        Files.createDirectory(root.resolve("outside"));
        var builder =
                SystemSandbox.around(
                        root.resolve("workspace"), root.resolve("private"), System.getenv());
        choices.accept(builder);
        var walled = new Walled(root, builder.build());
        for (var wall : walled.sandbox.walls(CommandGrants.NONE)) {
            boolean counts = needed.stream().anyMatch(layer -> layer.word().equals(wall.name()));
            if (counts && !wall.stands()) {
                walled.close();
                Assumptions.abort("%s does not stand: %s".formatted(wall.name(), wall.reason()));
            }
        }
        return walled;
    }

    /// Readable for everybody, so that it is walls that hold.
    private static Path folder() throws IOException {
        Files.createDirectories(PLACE);
        var made = Files.createTempDirectory(PLACE, "w");
        Files.setPosixFilePermissions(
                made, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        return made;
    }

    Ran run(String script) throws SandboxException, InterruptedException, IOException {
        return run(script, "coding", CommandGrants.NONE, Limits.DEFAULT, LIMIT);
    }

    Ran run(String script, String profile, CommandGrants grants, Limits limits, Duration time)
            throws SandboxException, InterruptedException, IOException {
        try (var child = start(script, profile, grants, limits)) {
            var reader = new Reading(child);
            reader.start();
            var exit = child.await(time);
            reader.join();
            return new Ran(exit, reader.text, child.findings(), child.limitsReached());
        }
    }

    Child start(String script, String profile, CommandGrants grants, Limits limits)
            throws SandboxException {
        return sandbox.start(request(workspace, script, profile, grants, limits), _ -> {});
    }

    static Request request(
            Path directory, String script, String profile, CommandGrants grants, Limits limits) {
        return new Request(
                Path.of("/bin/bash"),
                List.of("bash", "-c", script),
                directory,
                ENVIRONMENT,
                profile,
                grants,
                limits,
                true);
    }

    @Override
    public void close() throws IOException {
        sandbox.close();
        FolderRemoval.remove(root);
    }

    /// Keeps the head of what a child prints, and reads on.
    private static final class Reading extends Thread {
        private static final int KEPT = 64 * 1024;
        private final Child child;
        private volatile String text = "";

        Reading(Child child) {
            this.child = child;
        }

        @Override
        public void run() {
            try (var in = child.output()) {
                text = new String(in.readNBytes(KEPT), StandardCharsets.UTF_8);
                in.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                text = text + "\n[" + e + "]";
            }
        }
    }
}

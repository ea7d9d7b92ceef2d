package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.Request;
import dev.bestcode.api.security.SandboxException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Raises the walls that this machine can have around a workspace made for it, and tries to cross
/// each.
public final class Doctor {
    private static final Duration TRY_TIME = Duration.ofSeconds(20);
    private static final Limits LIMITS = new Limits(256L << 20, 32, 1);

    private Doctor() {}

    /// A wall, and what came of trying to cross it.
    /// @param stands whether it was raised
    /// @param reason why not; of one that was, what it holds
    /// @param crossed what was tried and done all the same, in words
    /// @param held what was tried and refused
    public record Examined(
            String name, boolean stands, String reason, List<String> crossed, List<String> held) {
        public Examined {
            crossed = List.copyOf(crossed);
            held = List.copyOf(held);
        }
    }

    /// What else is to be known about this machine, a sentence each: whether somebody who is not
    /// root could have more.
    public static List<String> notes() throws InterruptedException {
        return ChildUser.ours() > 0 ? List.of(UserNamespaces.here()) : List.of();
    }

    /// @param place an existing folder, in which one is made for this and removed again
    /// @param environment ours
    public static List<Examined> examine(Path place, Map<String, String> environment)
            throws IOException, InterruptedException, SandboxException {
        var folder = Files.createTempDirectory(place, "doctor");
        try {
            return examineIn(folder, environment);
        } finally {
            FolderRemoval.remove(folder);
        }
    }

    private static List<Examined> examineIn(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException, SandboxException {
        var workspace = Files.createDirectories(folder.resolve("workspace"));
        var outside = Files.createDirectories(folder.resolve("outside"));
        try (var sandbox =
                SystemSandbox.around(workspace, folder.resolve("private"), environment).build()) {
            var examined = new ArrayList<Examined>();
            for (var wall : sandbox.walls(CommandGrants.NONE)) {
                examined.add(examine(sandbox, wall, workspace, outside));
            }
            return examined;
        }
    }

    private static Examined examine(
            Sandbox sandbox, Sandbox.Wall wall, Path workspace, Path outside)
            throws IOException, InterruptedException, SandboxException {
        var crossed = new ArrayList<String>();
        var held = new ArrayList<String>();
        var tries =
                Arrays.stream(Crossing.values())
                        .filter(each -> each.layer().word().equals(wall.name()))
                        .toList();
        for (var each : tries) {
            Files.createDirectories(workspace.resolve(".git/hooks"));
            Files.writeString(outside.resolve("file"), "somebody's");
            boolean through = crosses(sandbox, each, workspace, outside);
            (through ? crossed : held).add(each.words());
        }
        return new Examined(wall.name(), wall.stands(), wall.reason(), crossed, held);
    }

    private static boolean crosses(Sandbox sandbox, Crossing crossing, Path workspace, Path outside)
            throws IOException, InterruptedException, SandboxException {
        var script =
                "OUTSIDE='%s'; OUR_PID=%d; OUR_UID=%d; %s"
                        .formatted(
                                outside.toString().replace("'", "'\\''"),
                                ProcessHandle.current().pid(),
                                ChildUser.ours(),
                                crossing.script());
        var request =
                new Request(
                        Path.of("/bin/sh"),
                        List.of("sh", "-c", script),
                        workspace,
                        Map.of("PATH", "/usr/bin:/bin:/usr/sbin:/sbin"),
                        "doctor",
                        CommandGrants.NONE,
                        LIMITS,
                        true);
        try (var child = sandbox.start(request, _ -> {})) {
            var exit = child.await(TRY_TIME);
            child.output().transferTo(OutputStream.nullOutputStream());
            return exit.equals(new Exit.Exited(0));
        }
    }
}

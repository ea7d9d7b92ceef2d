package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bestcode.security.StandingWalls;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// G8 and G15 in the program as people start it: a model asks for a command that tries to cross
/// each wall, and reads what came of it.
@Timeout(240)
class WalledRunTest {
    private static final long WAIT_SECONDS = 60;

    private static final List<String> PROGRAMS = List.of("./cross", "./stay");

    @TempDir private Path temp;
    private WalledProject project;

    @BeforeEach
    void workspace() throws Exception {
        var walls = StandingWalls.here();
        for (var wall : List.of("user", "mounts", "processes", "network", "landlock", "seccomp")) {
            assumeTrue(walls.stands(wall), wall + " does not stand here");
        }
        project = WalledProject.in(temp);
    }

    @Test
    void noWallIsCrossedAndOrdinaryWorkGoesOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "some tries are in Python");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(CrossingTries.names(withoutWalls(server.getLocalPort()), "CROSSED"))
                    .as("each try gets through where no wall stands")
                    .hasSize((int) CrossingTries.TRIES.lines().count());
        }
        var before = Files.readAttributes(project.canary(), "unix:*");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var model = WalledProject.asking("./cross")) {
            project.script(
                    "cross",
                    CrossingTries.script(project, CrossingTries.ALL, server.getLocalPort()));
            var ended = project.run(model, project.organism(PROGRAMS, "sandbox: required")).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err())
                    .contains("commands run inside these walls: user, mounts, processes, network");
            var told = WalledProject.told(model);
            assertThat(CrossingTries.names(told, "CROSSED")).as(told).isEmpty();
            assertThat(CrossingTries.names(told, "HELD"))
                    .hasSize((int) CrossingTries.TRIES.lines().count());
            assertThat(CrossingTries.names(told, "BROKEN")).as(told).isEmpty();
            assertThat(CrossingTries.names(told, "WORKS"))
                    .hasSize((int) CrossingTries.USES.lines().count());
        }
        assertThat(project.canary()).hasContent("secret");
        assertThat(project.outside().resolve("made")).doesNotExist();
        var after = Files.readAttributes(project.canary(), "unix:*");
        for (var attribute : List.of("mode", "uid", "gid", "lastModifiedTime", "ctime", "nlink")) {
            assertThat(after.get(attribute)).as(attribute).isEqualTo(before.get(attribute));
        }
        assertThat(project.workspace().resolve("made.txt")).hasContent("made\n");
        assertThat(Files.getAttribute(project.workspace().resolve("made.txt"), "unix:uid"))
                .as("what is made belongs to the workspace's owner")
                .isEqualTo(Files.getAttribute(project.workspace(), "unix:uid"));
        try (var hooks = Files.list(project.workspace().resolve(".git/hooks"))) {
            assertThat(hooks.filter(hook -> !hook.toString().endsWith(".sample"))).isEmpty();
        }
        assertThat(project.workspace().resolve(".bestcode")).doesNotExist();
    }

    @Test
    void aProgramReachesTheHostsOfItsProfileAndNoOthers() throws Exception {
        try (var allowed = ScriptedModel.start(answer("x"));
                var other = ScriptedModel.start(answer("x"));
                var model = WalledProject.asking("./fetch")) {
            project.script(
                    "fetch",
                    """
                    #!/bin/bash
                    get() { curl -s -o /dev/null -w '%%{http_code}' "$1"; }
                    echo "allowed $(get '%s/')"; echo "other $(get '%s/')"
                    """
                            .formatted(allowed.baseUrl(), other.baseUrl()));
            var port = URI.create(allowed.baseUrl()).getPort();
            var organism = project.organismWithWayOut(List.of("./fetch"), port, "http");
            var ended = project.run(model, organism).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(WalledProject.told(model)).contains("allowed 404", "other 403");
        }
    }

    @Test
    void whatAKilledSystemStartedIsGoneAtOnceAndNothingOfItIsLeftAtTheNextStart() throws Exception {
        project.script(
                "stay",
                """
                #!/bin/bash
                setsid env -i sleep 71893 &
                (trap '' TERM HUP; exec sleep 71893) &
                exec sleep 71893
                """);
        try (var model = WalledProject.asking("./stay")) {
            var process =
                    project.run(model, project.organism(PROGRAMS, "linux_user: nobody"))
                            .start(temp.resolve("err"));
            await(() -> sleepers() >= 3);
            process.destroyForcibly();
            assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            await(() -> sleepers() == 0);
        }
        assertThat(children()).as("what was the child's alone, until the next start").isNotEmpty();
        project.script("cross", "#!/bin/bash\necho ran\n");
        try (var model = WalledProject.asking("./cross")) {
            var ended = project.run(model, project.organism(PROGRAMS, "linux_user: nobody")).run();
            assertThat(ended.exit()).as(ended.err()).isZero();
        }
        assertThat(children()).isEmpty();
    }

    @Test
    void aUserThatThereIsNotStartsNothingAndTheModelReadsWhy() throws Exception {
        project.script("cross", "#!/bin/bash\necho ran\n");
        try (var model = WalledProject.asking("./cross")) {
            var ended =
                    project.run(model, project.organism(PROGRAMS, "linux_user: there-is-none"))
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(WalledProject.told(model))
                    .contains("useradd --system there-is-none")
                    .doesNotContain("ran");
        }
    }

    private List<Path> children() throws IOException {
        try (var files = Files.list(project.state().resolve("sandbox"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("child-"))
                    .toList();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.holds() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.holds()).isTrue();
    }

    /// Processes that sleep and whose folder is the workspace, whoever they run as.
    private long sleepers() {
        return ProcessHandle.allProcesses().filter(this::sleepsInWorkspace).count();
    }

    private boolean sleepsInWorkspace(ProcessHandle handle) {
        try {
            var proc = Path.of("/proc/" + handle.pid());
            return Files.readString(proc.resolve("cmdline")).contains("71893")
                    && Files.readSymbolicLink(proc.resolve("cwd")).endsWith("workspace");
        } catch (IOException e) {
            return false;
        }
    }

    /// The same tries in another folder, as whoever runs this test.
    /// @return what they print, with line breaks as in JSON
    private String withoutWalls(int port) throws Exception {
        var bare = Files.createDirectory(temp.resolve("bare"));
        var elsewhere = Files.createDirectory(bare.resolve("workspace"));
        Files.createDirectories(bare.resolve("state/k0"));
        Files.createDirectories(bare.resolve(".config"));
        Files.writeString(
                Files.createDirectory(bare.resolve("outside")).resolve("canary"), "secret");
        CommandsBench.copy(project.workspace(), elsewhere);
        var process =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                CrossingTries.script(project, CrossingTries.TRIES, port)
                                        .replace(project.folder().toString(), bare.toString()))
                        .directory(elsewhere.toFile())
                        .redirectErrorStream(true)
                        .start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.replace("\n", "\\n");
    }
}

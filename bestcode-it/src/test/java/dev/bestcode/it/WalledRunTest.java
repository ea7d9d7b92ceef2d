package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bestcode.api.json.Json;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// G8 and G15 in the program as people start it: a model asks for a command that tries to cross
/// each wall, and reads what came of it.
@Timeout(240)
class WalledRunTest {
    private static final long WAIT_SECONDS = 60;

    /// Each line is one try: its name, then a script that succeeds when it got through.
    private static final String TRIES =
            """
            be-root            test "$(id -u)" = 0
            be-the-owner       test "$(id -u)" = "@UID@"
            read-outside       cat "@OUTSIDE@/canary"
            write-outside      echo x > "@OUTSIDE@/canary"
            make-outside       echo x > "@OUTSIDE@/made"
            chmod-outside      chmod 777 "@OUTSIDE@/canary"
            touch-outside      touch -d 2001-01-01 "@OUTSIDE@/canary"
            read-journal       ls "@STATE@/k0"
            read-our-home      ls "@HOME@/.config"
            write-hook         echo id > .git/hooks/post-checkout
            write-git-config   git config core.fsmonitor ./cross
            replace-git        mv .git elsewhere
            write-own-organism echo x > .bestcode/organism.yaml
            see-us             test -d "/proc/@PID@"
            kill-us            kill -0 "@PID@"
            connect-to-host    bash -c ': < /dev/tcp/127.0.0.1/@PORT@'
            make-a-namespace   unshare --user true
            trace              /usr/bin/python3 -c 'import ctypes,sys; sys.exit(0 if ctypes.CDLL(None).ptrace(0,0,0,0) == 0 else 1)'
            """;

    /// What must work all the same.
    private static final String USES =
            """
            write-workspace    echo made > made.txt
            write-temp         echo x > /tmp/x && cat /tmp/x
            write-home         echo x > "$HOME/x"
            git                git status --short
            loopback           /usr/bin/python3 -c 'import socket,threading; s=socket.create_server(("127.0.0.1",0)); threading.Thread(target=lambda: s.accept()[0].send(b"x")).start(); c=socket.create_connection(s.getsockname()); assert c.recv(1)==b"x"'
            """;

    @TempDir private Path folder;
    private Path workspace;
    private Path outside;

    @BeforeEach
    void workspace() throws Exception {
        var walls = StandingWalls.here();
        for (var wall : List.of("user", "mounts", "processes", "network", "landlock", "seccomp")) {
            assumeTrue(walls.stands(wall), wall + " does not stand here");
        }
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
        outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectories(folder.resolve(".config"));
        Files.writeString(outside.resolve("canary"), "secret");
        Files.setPosixFilePermissions(
                outside.resolve("canary"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(new ProcessBuilder("git", "init", "-q", workspace.toString()).start().waitFor())
                .isZero();
    }

    @Test
    void noWallIsCrossedAndOrdinaryWorkGoesOn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "some tries are in Python");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(names(withoutWalls(server.getLocalPort()), "CROSSED"))
                    .as("each try gets through where no wall stands")
                    .hasSize((int) TRIES.lines().count());
        }
        var before = Files.readAttributes(outside.resolve("canary"), "unix:*");
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var model = asking("cross")) {
            script("cross", body(TRIES + USES, server.getLocalPort()));
            var ended = run(model, organism("sandbox: required")).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err())
                    .contains("commands run inside these walls: user, mounts, processes, network");
            var told = told(model);
            assertThat(names(told, "CROSSED")).as(told).isEmpty();
            assertThat(names(told, "HELD")).hasSize((int) TRIES.lines().count());
            assertThat(names(told, "BROKEN")).as(told).isEmpty();
            assertThat(names(told, "WORKS")).hasSize((int) USES.lines().count());
        }
        assertThat(outside.resolve("canary")).hasContent("secret");
        assertThat(outside.resolve("made")).doesNotExist();
        var after = Files.readAttributes(outside.resolve("canary"), "unix:*");
        for (var attribute : List.of("mode", "uid", "gid", "lastModifiedTime", "ctime", "nlink")) {
            assertThat(after.get(attribute)).as(attribute).isEqualTo(before.get(attribute));
        }
        assertThat(workspace.resolve("made.txt")).hasContent("made\n");
        assertThat(Files.getAttribute(workspace.resolve("made.txt"), "unix:uid"))
                .as("what is made belongs to the workspace's owner")
                .isEqualTo(Files.getAttribute(workspace, "unix:uid"));
        try (var hooks = Files.list(workspace.resolve(".git/hooks"))) {
            assertThat(hooks.filter(hook -> !hook.toString().endsWith(".sample"))).isEmpty();
        }
        assertThat(workspace.resolve(".bestcode")).doesNotExist();
    }

    @Test
    void aProgramReachesTheHostsOfItsProfileAndNoOthers() throws Exception {
        try (var allowed = ScriptedModel.start(answer("x"));
                var other = ScriptedModel.start(answer("x"));
                var model = asking("fetch")) {
            script(
                    "fetch",
                    """
                    #!/bin/bash
                    get() { curl -s -o /dev/null -w '%%{http_code}' "$1"; }
                    echo "allowed $(get '%s/')"; echo "other $(get '%s/')"
                    """
                            .formatted(allowed.baseUrl(), other.baseUrl()));
            var port = URI.create(allowed.baseUrl()).getPort();
            var organism =
                    Files.writeString(
                            folder.resolve("o.yaml"),
                            """
                            listeners:
                              - name: command-exec
                                ports: [{port: %d, direction: outbound, protocol: http, hosts: ["127.0.0.1"]}]
                            profiles:
                              coding:
                                listeners: [coder, command-exec]
                                permissions: {command-exec: auto}
                                commands: [./fetch]
                                network: [command-exec]
                            """
                                    .formatted(port));
            var ended = run(model, organism).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(told(model)).contains("allowed 404", "other 403");
        }
    }

    @Test
    void whatAKilledSystemStartedIsGoneAtOnceAndNothingOfItIsLeftAtTheNextStart() throws Exception {
        script(
                "stay",
                """
                #!/bin/bash
                setsid env -i sleep 71893 &
                (trap '' TERM HUP; exec sleep 71893) &
                exec sleep 71893
                """);
        try (var model = asking("stay")) {
            var process = run(model, organism("linux_user: nobody")).start(folder.resolve("err"));
            await(() -> sleepers() >= 3);
            process.destroyForcibly();
            assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            await(() -> sleepers() == 0);
        }
        assertThat(children()).as("what was the child's alone, until the next start").isNotEmpty();
        try (var model = ScriptedModel.start(answer("x"))) {
            var ended = run(model, organism("linux_user: nobody")).run();
            assertThat(ended.exit()).as(ended.err()).isZero();
        }
        assertThat(children()).isEmpty();
    }

    @Test
    void aUserThatThereIsNotStartsNothingAndTheModelReadsWhy() throws Exception {
        script("cross", "#!/bin/bash\necho ran\n");
        try (var model = asking("cross")) {
            var ended = run(model, organism("linux_user: there-is-none")).run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(told(model))
                    .contains("useradd --system there-is-none")
                    .doesNotContain("ran");
        }
    }

    private List<Path> children() throws IOException {
        try (var files = Files.list(folder.resolve("state/sandbox"))) {
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

    /// @param more a line of the profile
    private Path organism(String more) throws IOException {
        return Files.writeString(
                folder.resolve("o.yaml"),
                """
                profiles:
                  coding:
                    listeners: [coder, command-exec]
                    permissions: {command-exec: auto}
                    commands: [./cross, ./stay]
                    %s
                """
                        .formatted(more));
    }

    private static ScriptedModel asking(String program) throws IOException {
        return ScriptedModel.start(
                calls(tool("command-exec", "{\"command\":\"./%s\"}".formatted(program))),
                answer("done"));
    }

    private static String told(ScriptedModel model) {
        return Json.text(model.requests().getLast().body().requireArray("messages"));
    }

    private static List<String> names(String told, String word) {
        return Stream.of(told.split("\\\\n", -1)).filter(line -> line.startsWith(word)).toList();
    }

    private String body(String tries, int port) {
        var body = new StringBuilder("#!/bin/bash\nmkdir -p .bestcode 2>/dev/null\n");
        tries.lines()
                .forEach(
                        line -> {
                            var name = line.split(" ", 2)[0];
                            boolean use = USES.contains(line);
                            body.append(
                                    "if ( %s ) >/dev/null 2>&1; then echo '%s %s'; else echo '%s %s'; fi\n"
                                            .formatted(
                                                    line.substring(name.length()).strip(),
                                                    use ? "WORKS" : "CROSSED",
                                                    name,
                                                    use ? "BROKEN" : "HELD",
                                                    name));
                        });
        return body.toString()
                .replace("@OUTSIDE@", outside.toString())
                .replace("@STATE@", folder.resolve("state").toString())
                .replace("@HOME@", folder.toString())
                .replace("@UID@", uid())
                .replace("@PORT@", Integer.toString(port))
                .replace("@PID@", Long.toString(ProcessHandle.current().pid()));
    }

    /// The same tries in another folder, as whoever runs this test.
    /// @return what they print, with line breaks as in JSON
    private String withoutWalls(int port) throws Exception {
        var bare = Files.createDirectory(folder.resolve("bare"));
        var elsewhere = Files.createDirectory(bare.resolve("workspace"));
        Files.createDirectories(bare.resolve("state/k0"));
        Files.createDirectories(bare.resolve(".config"));
        Files.writeString(
                Files.createDirectory(bare.resolve("outside")).resolve("canary"), "secret");
        CommandsBench.copy(workspace, elsewhere);
        var process =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                body(TRIES, port).replace(folder.toString(), bare.toString()))
                        .directory(elsewhere.toFile())
                        .redirectErrorStream(true)
                        .start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.replace("\n", "\\n");
    }

    private static String uid() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void script(String name, String text) throws IOException {
        var file = Files.writeString(workspace.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private BestCodeProcess run(ScriptedModel model, Path organism) {
        return bestcode("run", "--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"), "--organism", organism, "x")
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(workspace);
    }
}

package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

@Timeout(60)
class CommandExecTest {
    /// A process that drops the mark of its call from its environment, then writes its pid.
    private static final String MARKLESS = "env -i sh -c \"echo \\$\\$ > hidden; exec sleep 606\"";

    private static final String INCOMPLETE =
            "[output may be incomplete: something still holds it open]\n";

    private static final String UNTIL_IT_RUNS = "while [ ! -s hidden ]; do :; done";

    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench =
                new ToolBench(
                        root,
                        Map.of(
                                "PATH",
                                "/usr/bin:/bin",
                                "ANTHROPIC_API_KEY",
                                "sk-secret",
                                "LANG",
                                "C.UTF-8"));
    }

    /// A script of the test, run by a shell that the test's policy allows.
    private String script(String body) {
        return "sh -c '" + body.replace("'", "'\\''") + "'";
    }

    @Test
    void outputAndErrorsComeInOrderBelowTheStatus() {
        var outcome = bench.command(script("echo one; echo two >&2; echo three"));

        assertThat(outcome.error()).isFalse();
        assertThat(outcome.text()).isEqualTo("exit code 0\none\ntwo\nthree\n");
    }

    @Test
    void exitCodeSignalAndTimeOutAreDifferentFailures() {
        var exit = bench.command(script("echo no; exit 3"));
        var signal = bench.command(script("kill -SEGV $$"));
        var time = bench.call("command-exec", "{'command':'sleep 600','timeout':1}");

        assertThat(exit.error() && signal.error() && time.error()).isTrue();
        assertThat(exit.text()).isEqualTo("exit code 3\nno\n");
        assertThat(signal.text()).startsWith("ended by signal 11 (SIGSEGV)\n");
        assertThat(time.text())
                .startsWith("timed out after 1 s: ended, with all that it had started;");
    }

    @Test
    void noShellEverSeesTheCommand() {
        assertThat(bench.command("echo 'a;b' '$(id)' '*' '&&'").text())
                .isEqualTo("exit code 0\na;b $(id) * &&\n");
        assertThat(bench.command("echo a; touch pwned").error()).isTrue();
        assertThat(bench.command("git status").text()).doesNotContain("not allowed");
        assertThat(bench.command("./git status").text()).startsWith("not allowed: [./git, status]");
        assertThat(root.resolve("pwned")).doesNotExist();
    }

    @Test
    void theEnvironmentHasNoKeysAndNothingCanBeReadFromInput() {
        assertThat(bench.command("env").text().lines().map(line -> line.replaceAll("=.*", "")))
                .containsExactlyInAnyOrder("exit code 0", "PATH", "LANG", "BESTCODE_CALL");
        assertThat(bench.command("cat").text()).isEqualTo("exit code 0\n[no output]\n");
    }

    @Test
    void theWorkingDirectoryIsInsideTheWorkspace() throws IOException {
        bench.file("sub/x", "");
        Files.createSymbolicLink(root.resolve("out"), Path.of("/"));

        assertThat(bench.call("command-exec", "{'command':'pwd','cwd':'sub'}").text())
                .isEqualTo("exit code 0\n" + root.toRealPath().resolve("sub") + "\n");
        assertThat(bench.call("command-exec", "{'command':'pwd','cwd':'..'}").error()).isTrue();
        assertThat(bench.call("command-exec", "{'command':'pwd','cwd':'out'}").error()).isTrue();
        assertThat(bench.call("command-exec", "{'command':'pwd','cwd':'sub/x'}").text())
                .contains("not a folder");
    }

    @Test
    void endlessOutputKeepsHeadAndTailAndCountsTheRest() {
        var text = bench.command("seq 1 3000000").text();

        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(50 * 1024);
        assertThat(text).startsWith("exit code 0\n1\n2\n").endsWith("\n2999999\n3000000\n");
        assertThat(text).containsPattern("… \\[22,83\\d,\\d{3} bytes left out here");
    }

    @Test
    void whatIsLeftOutIsCutBetweenCharacters() {
        bench.file("f", "€".repeat(100_000));

        assertThat(bench.command("cat f").text())
                .isEqualTo(
                        "exit code 0\n"
                                + "€".repeat(8_362)
                                + "\n… [249,828 bytes left out here; command-jobs reads all of it:"
                                + " action read, id c1, offset 25086]\n"
                                + "€".repeat(8_362));
    }

    @Test
    void thePolicyIsAskedForTheCallersProfileAndItsProgramIsWhatStarts() throws Exception {
        bench.file("sub/x", "");
        List<String> asked = new ArrayList<>();
        CommandPolicy policy =
                (profile, _, words, directory) -> {
                    asked.add(profile + " " + words + " " + root.relativize(directory));
                    return words.getFirst().equals("greet")
                            ? CommandPolicy.Decision.Run.as(Path.of("/bin/echo"), words)
                            : new CommandPolicy.Decision.Refuse("only greet");
                };
        var exec =
                NativeTools.in(Workspace.at(root.toRealPath())).peers(policy).stream()
                        .filter(peer -> peer.descriptor().name().equals("command-exec"))
                        .findFirst()
                        .orElseThrow();
        var greeted = exec.call(inSub("greet you"));
        var refused = exec.call(inSub("touch pwned"));

        assertThat(greeted.text()).isEqualTo("exit code 0\nyou\n");
        assertThat(refused).isEqualTo(ToolOutcome.failed("only greet"));
        assertThat(asked)
                .containsExactly("auditing [greet, you] sub", "auditing [touch, pwned] sub");
        assertThat(root.resolve("sub")).isDirectoryNotContaining("glob:**pwned");
    }

    private static ToolCall inSub(String command) {
        var arguments = JsonObject.builder().put("command", command).put("cwd", "sub").build();
        return new ToolCall(arguments, new RunId("test"), "auditing", new NoRights(), _ -> {});
    }

    @Test
    void livePiecesAreTheOutputWithCharactersWhole() {
        bench.file("f", "ü€\uD83D\uDE00".repeat(20_000));
        List<String> pieces = new CopyOnWriteArrayList<>();
        var arguments = JsonObject.builder().put("command", "cat f").build();

        var outcome =
                bench.call(
                        "command-exec",
                        arguments,
                        progress -> {
                            if (progress instanceof Progress.Output(var text)) {
                                pieces.add(text);
                            }
                        });

        assertThat(String.join("", pieces)).isEqualTo(bench.content("f"));
        assertThat(outcome.text()).doesNotContain("\uFFFD");
    }

    @Test
    void aTimeOutKillsTheWholeTreeAlsoThoseThatLeftTheirParent() throws IOException {
        var outcome =
                bench.call(
                        "command-exec",
                        JsonObject.builder()
                                .put(
                                        "command",
                                        script(
                                                "sh -c \"sleep 601 & echo \\$! > a\"; (setsid sleep"
                                                        + " 602 & echo $! > b); sleep 603"))
                                .put("timeout", 1)
                                .build(),
                        _ -> {});

        assertThat(outcome.text()).startsWith("timed out after 1 s");
        assertThat(isRunning("a")).isFalse();
        assertThat(isRunning("b")).isFalse();
    }

    @Test
    void whatACommandLeavesBehindEndsWithIt() throws IOException {
        var outcome = bench.command(script("sleep 604 & echo $! > a"));

        assertThat(outcome.text()).startsWith("exit code 0\n");
        assertThat(isRunning("a")).isFalse();
    }

    /// The JDK closes the output of a process that ends before anybody reads it, whoever else holds
    /// it, so one command may miss what the next one shows.
    @Test
    void outputThatAHiddenProcessStillHoldsOpenIsSaidToBeIncomplete() throws IOException {
        assertThat(
                        Stream.generate(this::hiding)
                                .limit(20)
                                .anyMatch(text -> text.endsWith(INCOMPLETE)))
                .isTrue();
    }

    private String hiding() {
        try {
            return bench.command(script("rm -f hidden; (" + MARKLESS + " &); " + UNTIL_IT_RUNS))
                    .text();
        } finally {
            ProcessHandle.of(Long.parseLong(bench.content("hidden").strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private boolean isRunning(String pidFile) throws IOException {
        long pid = Long.parseLong(bench.content(pidFile).strip());
        return ProcessHandle.of(pid)
                .map(handle -> handle.isAlive() && handle.info().command().isPresent())
                .orElse(false);
    }

    @Test
    void anInterruptEndsTheTreeAndThrows() throws Exception {
        var started = new CountDownLatch(1);
        var exec =
                bench.peers().stream()
                        .filter(peer -> peer.descriptor().name().equals("command-exec"))
                        .findFirst()
                        .orElseThrow();
        var call =
                new ToolCall(
                        JsonObject.builder()
                                .put(
                                        "command",
                                        script(
                                                MARKLESS
                                                        + " & "
                                                        + UNTIL_IT_RUNS
                                                        + "; echo $$ > a; echo up; sleep 605"))
                                .build(),
                        new RunId("test"),
                        "coding",
                        new NoRights(),
                        _ -> started.countDown());
        var task = new FutureTask<>(() -> exec.call(call));
        var worker = Thread.ofVirtual().start(task);
        started.await();
        worker.interrupt();
        worker.join();

        assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(isRunning("a")).isFalse();
        assertThat(isRunning("hidden")).as("a child without the mark").isFalse();
    }
}

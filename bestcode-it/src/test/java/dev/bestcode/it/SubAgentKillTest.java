package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.runtime.JournalLine;
import dev.bestcode.runtime.JournalQuery;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A run whose agent has three others work for it, killed with `kill -9` and resumed: they go on
/// where they stood, none is begun twice, and nothing of them is left (G11, G13, G15).
@Timeout(value = 1, unit = TimeUnit.HOURS)
class SubAgentKillTest {
    private static final boolean LONG = Boolean.getBoolean("bestcode.long");
    private static final int RECORDS_STRIDE = LONG ? 1 : 40;
    private static final int HELPERS = 3;
    private static final int SECONDS_MAX = 120;

    /// Its own, so that the children of others are not taken for ours.
    private static final String LONG_SLEEP = "sleep 81726.25";

    private static final String ORGANISM =
            """
            prompts: {helper: "You help."}
            listeners:
              - name: coder
                agent: {prompt: coder}
                peers: [glob, command-exec, help]
              - name: helper
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Helps
                agent: {prompt: helper}
                peers: [glob, command-exec]
              - name: help
                payload_class: tools.HelpRequest
                handler: organism
                description: Helps
                callable: {profile: helping, agent: helper}
            profiles:
              coding:
                listeners: [coder, glob, command-exec, help]
                commands: [sleep]
              helping:
                listeners: [helper, glob, command-exec]
                commands: [sleep]
            """;

    @TempDir private Path folder;
    private ScriptedModel model;
    private volatile String command = "sleep 0.01";

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("organism.yaml"), ORGANISM);
        model = ScriptedModel.builder().otherwise(computed(this::next)).start();
    }

    @AfterEach
    void end() {
        model.close();
    }

    /// By how far a conversation has come; a helper looks, runs a command, and says so.
    private Step next(JsonObject request) {
        int messages = request.requireArray("messages").values().size();
        boolean helper = Json.text(request).contains("You help.");
        if (!helper) {
            return messages == 1
                    ? calls(help(1), help(2), help(HELPERS))
                    : answer("all of them have helped");
        }
        return switch (messages) {
            case 1 -> calls(tool("glob", "{\"pattern\":\"*\"}"));
            case 3 -> calls(tool("command-exec", "{\"command\":\"%s\"}".formatted(command)));
            default -> answer("helped");
        };
    }

    private static Step.ToolCall help(int number) {
        return tool("help", "{\"task\":\"part %d\"}".formatted(number));
    }

    @Test
    void killedAtARecordOfItsLogItEndsAsIfItHadNotBeen() throws Exception {
        var whole = state("whole");
        int records = Integer.parseInt(finish(whole, ""));
        check(whole);
        int killed = 0;
        for (int record = 4; record < records - 2; record += RECORDS_STRIDE) {
            var state = state("killed" + record);
            var process = process(state, record, "");
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            finish(state, run(state));
            check(state);
            killed++;
        }
        assertThat(model.violations()).isEmpty();
        System.out.printf("counts: killed at %d of %d records%n", killed, records);
    }

    @Test
    void whatAHelperHadStartedIsGoneAndItsOutcomeIsSaidToBeUnknown() throws Exception {
        command = LONG_SLEEP;
        var state = state("sleeping");
        var process = process(state, Integer.MAX_VALUE, "");
        List<ProcessHandle> sleepers;
        try {
            sleepers = awaitSleepers();
        } finally {
            process.destroyForcibly().waitFor();
        }
        finish(state, run(state));

        check(state);
        for (var sleeper : sleepers) {
            sleeper.onExit().get(SECONDS_MAX, TimeUnit.SECONDS); // by themselves, but not at once
        }
        assertThat(sleepers()).isEmpty();
        assertThat(
                        model.requests().stream()
                                .filter(it -> Json.text(it.body()).contains("You help."))
                                .filter(it -> Json.text(it.body()).contains("outcome unknown")))
                .hasSize(HELPERS);
    }

    /// Looked for again and again: nobody tells of another process's children.
    private static List<ProcessHandle> awaitSleepers() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        var found = sleepers();
        while (found.size() != HELPERS) {
            assertThat(System.nanoTime()).as("%s", found).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
            found = sleepers();
        }
        return found;
    }

    /// As the kernel lists processes; where one may not look at another's, its words are not shown.
    private static List<ProcessHandle> sleepers() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.info().commandLine().orElse("").endsWith(LONG_SLEEP))
                .toList();
    }

    /// One task for each call, and nothing left of any.
    private void check(Path state) throws Exception {
        var tasks =
                journal(state).stream()
                        .map(JournalLine::message)
                        .filter(
                                it ->
                                        it.tag().equals("AgentTask")
                                                && it.listener().equals("helper"))
                        .map(it -> it.payload().utf8())
                        .toList();
        assertThat(tasks).hasSize(HELPERS).doesNotHaveDuplicates();
        var ledger = Ledger.in(state);
        assertThat(ledger.open()).isZero();
        assertThat(ledger.kernelTokens()).isEqualTo(ledger.spent().tokens());
        try (var kernel =
                WalKernel.open(FileStorage.at(state.resolve("k0")), KernelOptions.defaults())) {
            var now = kernel.state();
            var run = now.runs().all().getLast().thread();
            assertThat(now.threads().children(run)).isEmpty();
            assertThat(now.journal().undelivered()).isEmpty();
        }
    }

    private String finish(Path state, String run) throws Exception {
        var process = process(state, Integer.MAX_VALUE, run);
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        var said = Files.readString(folder.resolve("err"));
        // How many records there are varies a little: the kill may have come behind the answer.
        assertThat(exit == 0 || said.contains("has nothing under way")).as(said).isTrue();
        return out.strip();
    }

    private Process process(Path state, int killAt, String run) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        model.baseUrl(),
                        Files.createDirectories(folder.resolve("workspace")).toString(),
                        state.resolve("k0").toString(),
                        folder.resolve("organism.yaml").toString(),
                        Integer.toString(killAt),
                        run);
        return builder.redirectError(folder.resolve("err").toFile()).start();
    }

    private Path state(String name) throws Exception {
        return Files.createDirectories(folder.resolve("states").resolve(name));
    }

    private static String run(Path state) {
        return KernelDirectories.runs(KernelDirectories.list(state).getFirst())
                .getFirst()
                .run()
                .value();
    }

    private static List<JournalLine> journal(Path state) {
        var lines = new ArrayList<JournalLine>();
        KernelDirectories.journal(
                KernelDirectories.list(state).getFirst(),
                new JournalQuery(new JournalQuery.From(1), Optional.empty()),
                lines::add);
        return lines;
    }
}

package dev.bestcode.runtime;

import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.RunLog;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A run is made again from its log alone (G12).
@Timeout(120)
class ReplayTest {
    private static final int TURNS = 50;

    @TempDir private Path folder;
    private Path workspace;

    @BeforeEach
    void files() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "alpha");
        Files.writeString(workspace.resolve("AGENTS.md"), "Be brief here.");
    }

    @Test
    void fiftyTurnsReachTheSameHashInMemoryAndFromFiles() throws Exception {
        for (var storage :
                List.of(FileStorage.inMemory(), FileStorage.at(folder.resolve("kernel")))) {
            for (int i = 0; i < TURNS; i++) {
                Files.deleteIfExists(workspace.resolve("made-" + i));
            }
            try (var os = system(storage, Replays.turns(TURNS))) {
                var run = os.submit(Task.of("coding", "go on")).await();
                assertThat(run.turns()).isEqualTo(TURNS);

                var replayed = same(os.replay(run.run()));

                assertThat(replayed.stateHash()).isEqualTo(hash(os, run.run()));
                assertThat(replayed.derived()).isGreaterThan(10 * TURNS);
                assertThat(replayed.given()).as("what the workspace was").isPositive();
            }
        }
    }

    private static Sha256 hash(BestCode os, RunId run) {
        return RunLog.of(os.state(), run).orElseThrow().stateHash();
    }

    @Test
    void noModelNoWorkspaceAndNoSystemNeedBeThere() throws Exception {
        var kernel = FileStorage.at(folder.resolve("kernel"));
        RunId run;
        try (var model = ScriptedModel.start(Replays.turns(10));
                var os =
                        Replays.system(
                                        kernel,
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("key")
                                                .build(),
                                        workspace)
                                .build()) {
            run = os.submit(Task.of("coding", "go on")).await().run();
        }
        delete(workspace);
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        var replay = Replays.system(kernel, ScriptedClient.of(), elsewhere).replay();

        same(WalInspector.of(kernel).read(state -> replay.of(state, run)));

        assertThat(elsewhere).isEmptyDirectory();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void followUpsQuestionsAnswersAndLostAttemptsAreMadeAgain() throws Exception {
        var organism =
                OrganismYaml.parse(
                        """
                        profiles:
                          asking:
                            listeners: [coder, file-write, file-read]
                            permissions: {file-write: prompt}
                        """,
                        workspace);
        var answers =
                new ArrayDeque<>(
                        List.of(
                                ApprovalAnswer.allow("me", ApprovalScope.RUN),
                                ApprovalAnswer.deny("me", "not that one. " + "x".repeat(3_000))));
        var write = "{\"path\":\"%s\",\"content\":\"new\"}";
        var steps =
                new Step[] {
                    calls(tool("file-write", write.formatted("one"))),
                    fault(status(529)),
                    calls(tool("file-write", write.formatted("two"))),
                    answer("One of them."),
                    calls(tool("file-write", write.formatted("one"))),
                    answer("Again.")
                };
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(steps), workspace)
                        .organism(organism)
                        .approver(_ -> answers.removeFirst())
                        .build()) {
            var run = os.submit(Task.of("asking", "write two files")).await().run();
            os.followUp(run, "the first once more").await();
            assertThat(answers).isEmpty();

            same(os.replay(run));
        }
    }

    @Test
    void whatAToolAskedAPersonIsTakenFromTheLogWhateverTheySaid() throws Exception {
        var organism =
                OrganismYaml.parse(
                        """
                        listeners:
                          - {name: asking, payload_class: tools.AskingRequest, handler: tools.handle, description: Asks}
                        profiles:
                          coding:
                            listeners: [coder, asking]
                            permissions: {asking: auto}
                        """,
                        workspace);
        var answers =
                new ArrayDeque<>(
                        List.of(
                                ApprovalAnswer.allow("me", ApprovalScope.ONCE)
                                        .withFields(Json.parseObject("{\"name\":\"Ada\"}")),
                                ApprovalAnswer.deny("me", "not again")));
        var steps =
                new Step[] {
                    calls(tool("asking", "{}")), calls(tool("asking", "{}")), answer("Asked.")
                };
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(steps), workspace)
                        .organism(organism)
                        .tool(new AskingTool())
                        .approver(_ -> answers.removeFirst())
                        .build()) {
            var run = os.submit(Task.of("coding", "ask twice")).await().run();
            assertThat(answers).isEmpty();

            same(os.replay(run));
        }
    }

    @Test
    void whatAKillCutShortIsDecidedAgainAsItWas() throws Exception {
        var kernel = FileStorage.inMemory();
        var killed = FileStorage.inMemory();
        var once = new AtomicBoolean();
        var look =
                new SpiedTool(
                        () -> {
                            if (once.compareAndSet(false, true)) {
                                WalInspector.of(kernel).backup(killed);
                            }
                        });
        var organism =
                OrganismYaml.parse(
                        """
                        listeners:
                          - {name: spied, payload_class: tools.SpiedRequest, handler: tools.handle, description: Spied}
                        profiles:
                          coding:
                            listeners: [coder, file-read, file-write, spied]
                            permissions: {spied: auto, file-write: auto}
                        """,
                        workspace);
        var both = calls(tool("file-read", "{\"path\":\"a.txt\"}"), tool("spied", "{}"));
        RunId run;
        try (var os =
                Replays.system(kernel, ScriptedClient.of(both, answer("done")), workspace)
                        .organism(organism)
                        .tool(look)
                        .build()) {
            run = os.submit(Task.of("coding", "look")).await().run();
            same(os.replay(run));
        }
        try (var os =
                Replays.system(
                                killed,
                                ScriptedClient.of(
                                        calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                                        answer("done")),
                                workspace)
                        .organism(organism)
                        .tool(look)
                        .build()) {
            assertThat(os.replay(run)).isInstanceOf(ReplayResult.Refused.class);
            os.resume(run).await();

            same(os.replay(run));
        }
    }

    @Test
    void moreRefusalsThanTheJournalHasEntriesOfAreSaidToBeOutsideOfIt() throws Exception {
        var organism =
                OrganismYaml.parse("profiles: {looking: {listeners: [coder, glob]}}", workspace);
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < 11; turn++) { // no more than 128 calls in one answer
            var calls = new ArrayList<Step.ToolCall>();
            calls.add(tool("glob", "{\"pattern\":\"%d\"}".formatted(turn)));
            for (int i = 0; i < 100; i++) {
                calls.add(tool("file-read", "{\"path\":\"%d\"}".formatted(i)));
            }
            steps.add(calls(calls.toArray(Step.ToolCall[]::new)));
        }
        steps.add(answer("I may not read."));
        try (var os =
                Replays.system(
                                FileStorage.inMemory(),
                                ScriptedClient.of(steps.toArray(Step[]::new)),
                                workspace)
                        .organism(organism)
                        .build()) {
            var run = os.submit(Task.of("looking", "read")).await();
            assertThat(run.text()).isEqualTo("I may not read.");

            assertThat(os.replay(run.run()))
                    .isInstanceOfSatisfying(
                            ReplayResult.Refused.class,
                            refused ->
                                    assertThat(refused.why())
                                            .contains("refusals that came too fast"));
        }
    }

    @Test
    void whatIsNotThereOrGoneOrOpenIsRefusedInWords() throws Exception {
        var organism =
                OrganismYaml.parse(
                        """
                        profiles:
                          fleeting:
                            listeners: [coder, file-read]
                            journal: prune_on_delivery
                        """,
                        workspace);
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(answer("hi")), workspace)
                        .organism(organism)
                        .build()) {
            var run = os.submit(Task.of("fleeting", "say hi")).await().run();

            assertThat(os.replay(run))
                    .isInstanceOfSatisfying(
                            ReplayResult.Refused.class,
                            refused -> assertThat(refused.why()).contains("pruned"));
            assertThatThrownBy(() -> os.replay(new RunId("r-nothing")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no run");
        }
    }

    private BestCode system(KernelStorage storage, Step... steps) {
        return Replays.system(storage, ScriptedClient.of(steps), workspace).build();
    }

    static ReplayResult.Same same(ReplayResult result) {
        assertThat(result).isInstanceOf(ReplayResult.Same.class);
        return (ReplayResult.Same) result;
    }
}

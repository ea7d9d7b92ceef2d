package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class BestCodeTest {
    @TempDir private Path folder;

    @Test
    void aTaskRunsToItsResultAndItsThreadIsCompleted() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "alpha");
        try (var model =
                        ScriptedModel.start(
                                calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                                answer("It says alpha."));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "what does a.txt say?"));

            assertThat(run.await())
                    .extracting(RunResult::status, RunResult::text, RunResult::turns)
                    .containsExactly(RunStatus.DONE, "It says alpha.", 2);
            var thread = os.state().threads().ofRun(run.id()).orElseThrow();
            assertThat(thread.status()).isEqualTo(ThreadStatus.COMPLETED);
            assertThat(os.state().threads().children(thread.id())).isEmpty();
            assertThat(os.state().usage(thread.id())).isEqualTo(run.await().usage());
            assertThat(os.state().journal().undelivered()).isEmpty();
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aFollowUpGoesOnInTheSameConversation() throws Exception {
        try (var model = ScriptedModel.start(answer("One."), answer("Two."));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "say one"));
            run.await();

            var second = os.followUp(run.id(), "and the next?");

            assertThat(second.await().text()).isEqualTo("Two.");
            assertThat(second.id()).isEqualTo(run.id());
            assertThat(Json.text(model.requests().getLast().body().requireArray("messages")))
                    .contains("say one")
                    .contains("One.")
                    .contains("and the next?");
        }
    }

    @Test
    void aLimitOfModelCallsHoldsForEachTaskOfARun() throws Exception {
        var endless = calls(tool("glob", "{\"pattern\":\"*\"}"));
        try (var model = ScriptedModel.builder().otherwise(endless).start();
                var os = system(model).maxIterations(2).build()) {
            var run = os.submit(Task.of("coding", "go on"));
            assertThat(run.await().turns()).isEqualTo(2);
            assertThat(os.followUp(run.id(), "and on").await().turns()).isEqualTo(2);
            var less = os.submit(Task.of("coding", "go on").withMaxIterations(1));
            assertThat(less.await().turns()).isEqualTo(1);
            var more = os.submit(Task.of("coding", "go on").withMaxIterations(9));
            assertThat(more.await().turns()).isEqualTo(2);
        }
    }

    @Test
    void everyWiringProblemIsReportedAtOnce() {
        var organism =
                Organism.named("broken")
                        .listener(
                                new ListenerSpec(
                                        "thinker",
                                        "agent.AgentTask",
                                        "agent.handle",
                                        "",
                                        Optional.of(AgentSpec.prompted("no-such-prompt")),
                                        List.of()))
                        .profile(profile("p", List.of("thinker", "nobody", "grep")))
                        .build();

        assertThatThrownBy(() -> BestCode.builder().organism(organism).build())
                .isInstanceOfSatisfying(
                        WiringException.class,
                        e ->
                                assertThat(e.problems())
                                        .satisfiesExactly(
                                                p -> assertThat(p).contains("no-such-prompt"),
                                                p -> assertThat(p).contains("'grep'"),
                                                p -> assertThat(p).contains("'nobody'"),
                                                p -> assertThat(p).contains("no storage"),
                                                p -> assertThat(p).contains("no model")));
    }

    @Test
    void addingAToolGrantsItToNobodyUntilAProfileDoes() throws Exception {
        var called = new AtomicInteger();
        var peer = counting(called);
        for (var granted : List.of(false, true)) {
            var listeners = granted ? List.of("coder", "lookup") : List.of("coder");
            var organism = Organism.named("o").profile(profile("coding", listeners)).build();
            try (var model =
                            ScriptedModel.start(
                                    calls(tool("lookup", "{}")), answer("that is all"));
                    var os = system(model).organism(organism).tool(peer).build()) {
                assertThat(os.submit(Task.of("coding", "look it up")).await().status())
                        .isEqualTo(RunStatus.DONE);
                assertThat(called).hasValue(granted ? 1 : 0);
                assertThat(tools(model))
                        .isEqualTo(granted ? List.of("lookup", "recall") : List.of("recall"));
            }
        }
    }

    @Test
    void aPersonIsAskedAndTheirNoIsAnAnswerThatTheModelReads() throws Exception {
        var questions = Collections.synchronizedList(new ArrayList<String>());
        var asking =
                new ProfileSpec(
                        "coding", List.of("coder", "command-exec"), Map.of(), List.of("git"));
        try (var model =
                        ScriptedModel.start(
                                calls(tool("command-exec", "{\"command\":\"git init made\"}")),
                                answer("as you wish"));
                var os =
                        system(model)
                                .organism(Organism.named("o").profile(asking).build())
                                .approver(
                                        question -> {
                                            questions.add(Json.text(question.arguments()));
                                            return ApprovalAnswer.deny("test", "not today");
                                        })
                                .build()) {
            os.submit(Task.of("coding", "make a repository")).await();

            assertThat(questions).containsExactly("{\"command\":\"git init made\"}");
            assertThat(folder.resolve("made")).doesNotExist();
            assertThat(Json.text(model.requests().getLast().body())).contains("not today");
        }
    }

    @Test
    void aStoppedRunEndsAsStoppedAndAFollowUpGoesOn() throws Exception {
        var begun = new CountDownLatch(1);
        var waiting =
                new Tool(
                        "lookup",
                        _ -> {
                            begun.countDown();
                            new CountDownLatch(1).await(); // until it is interrupted
                            return ToolOutcome.succeeded("never");
                        });
        var organism =
                Organism.named("o").profile(profile("coding", List.of("coder", "lookup"))).build();
        try (var model = ScriptedModel.start(calls(tool("lookup", "{}")), answer("on we go"));
                var os = system(model).organism(organism).tool(waiting).build()) {
            var run = os.submit(Task.of("coding", "wait"));
            begun.await();

            run.stop();

            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(os.followUp(run.id(), "go on").await().text()).isEqualTo("on we go");
            ReplayTest.same(os.replay(run.id()));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatACallSaysMeanwhileIsHeardInOrderBeforeItsAnswer() throws Exception {
        var telling =
                new Tool(
                        "lookup",
                        call -> {
                            for (int i = 0; i < 100; i++) {
                                call.progress().accept(new Progress.Output("line " + i));
                            }
                            return ToolOutcome.succeeded("found");
                        });
        var organism = Organism.named("o").profile(profile("coding", List.of("lookup"))).build();
        var heard = Collections.synchronizedList(new ArrayList<Progress>());
        try (var model = ScriptedModel.start();
                var os = system(model).organism(organism).tool(telling).build()) {
            var answered = os.call("coding", "lookup", JsonObject.EMPTY, heard::add);

            assertThat(answered.outcome().text()).isEqualTo("found");
            assertThat(heard)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100)
                                    .<Progress>mapToObj(i -> new Progress.Output("line " + i))
                                    .toList());
        }
    }

    @Test
    void twoSystemsOfOneDirectoryTakeAKernelEach() throws Exception {
        var state = folder.resolve("state");
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        try (var model = ScriptedModel.start(answer("a"), answer("b"));
                var first = system(model, workspace).stateIn(state).build();
                var second = system(model, workspace).stateIn(state).build()) {
            first.submit(Task.of("coding", "x")).await();
            second.submit(Task.of("coding", "y")).await();

            try (var directories = Files.list(state)) {
                assertThat(directories.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("k0", "k1");
            }
        }
    }

    @Test
    void whatWasDoneIsThereAfterAReopen() throws Exception {
        var storage = FileStorage.inMemory();
        try (var model = ScriptedModel.start(answer("kept"))) {
            var builder = system(model).storage(storage);
            RunId run;
            Sha256 hash;
            try (var os = builder.build()) {
                run = os.submit(Task.of("coding", "remember")).await().run();
                hash = os.state().hash();
            }
            try (var os = builder.build()) {
                assertThat(os.state().hash()).isEqualTo(hash);
                assertThat(os.state().threads().ofRun(run)).isPresent();
            }
        }
    }

    @Test
    void eventsTellTheRunInOrder() throws Exception {
        var events = Collections.synchronizedList(new ArrayList<BestCodeEvent>());
        Files.writeString(folder.resolve("a.txt"), "alpha");
        try (var model =
                        ScriptedModel.start(
                                calls(tool("file-read", "{\"path\":\"a.txt\"}")), answer("done"));
                var os = system(model).events(events::add).build()) {
            os.submit(Task.of("coding", "read")).await();
        }
        assertThat(events)
                .filteredOn(BestCodeEvent.Committed.class::isInstance)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunStarted",
                        "UsageCounted",
                        "ToolCalled",
                        "ToolAnswered",
                        "MessageSpoken",
                        "UsageCounted",
                        "RunFinished");
    }

    @Test
    void aResultIsSeenWhileTheCallBesideItStillRuns() throws Exception {
        var seen = new CountDownLatch(1);
        var quick = new Tool("quick", Effect.PURE, _ -> ToolOutcome.succeeded("quick"));
        var slow =
                new Tool(
                        "slow",
                        Effect.PURE,
                        _ -> {
                            seen.await(); // for what a watcher makes of the other's result
                            return ToolOutcome.succeeded("slow");
                        });
        var listeners = List.of("coder", "quick", "slow");
        var organism = Organism.named("o").profile(profile("coding", listeners)).build();
        try (var model =
                        ScriptedModel.start(
                                calls(tool("quick", "{}"), tool("slow", "{}")), answer("both"));
                var os =
                        system(model)
                                .organism(organism)
                                .tool(quick)
                                .tool(slow)
                                .events(
                                        event -> {
                                            if (event instanceof BestCodeEvent.ToolAnswered) {
                                                seen.countDown();
                                            }
                                        })
                                .build()) {
            assertThat(os.submit(Task.of("coding", "two at once")).await().text())
                    .isEqualTo("both");
        }
    }

    @Test
    void aHostileAnswerCostsTheJournalLittleMoreThanItselfAndTheRunGoesOn() throws Exception {
        var nameOf1Mb = "n".repeat(1 << 20);
        var uses =
                Collections.nCopies(10_000, tool("no-such-tool", "{}"))
                        .toArray(Step.ToolCall[]::new);
        try (var model =
                        ScriptedModel.start(
                                calls(tool(nameOf1Mb, "{}")), calls(uses), answer("I give up"));
                var os = system(model).build()) {
            var run = os.submit(Task.of("coding", "do your worst"));

            assertThat(run.await().text()).isEqualTo("I give up");
            assertThat(model.violations()).isEmpty();
            assertThat(model.requests().getLast().body().requireArray("messages").values())
                    .hasSize(5);
            assertThat(Json.text(model.requests().getLast().body())).hasSizeLessThan(100_000);
            assertThat(os.state().journal().from(0, 10_000))
                    .filteredOn(entry -> !entry.message().tag().equals("LlmReply"))
                    .hasSizeLessThan(300)
                    .allMatch(entry -> entry.message().listener().length() < 200)
                    .allMatch(entry -> entry.message().payload().size() < 5_000)
                    .allMatch(entry -> entry.reason().length() < 2_200);
        }
    }

    @Test
    void anAnswerThatDoesNotFitItsSchemaIsCorrectedOnceAndFailsTheSecondTime() throws Exception {
        var schema =
                Json.parseObject(
                        "{\"type\":\"object\",\"required\":[\"n\"],\"properties\":{\"n\":{\"type\":\"integer\"}}}");
        try (var model =
                        ScriptedModel.start(
                                answer("It is 4."),
                                answer("```json\n{\"n\": 4}\n```"),
                                answer("four"),
                                answer("{\"n\":\"four\"}"));
                var os = system(model).build()) {
            var task = Task.of("coding", "how many?").withSchema(schema);

            assertThat(os.submit(task).await())
                    .extracting(RunResult::status, RunResult::text)
                    .containsExactly(RunStatus.DONE, "{\"n\":4}");
            var failed = os.submit(task).await();
            assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
            assertThat(failed.text())
                    .contains("also when asked again", "does not fit the schema", "integer");
            assertThat(Json.text(model.requests().get(1).body())).contains("it is not JSON");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatTheProjectSaysIsInTheSystemPrompt() throws Exception {
        Files.writeString(folder.resolve("AGENTS.md"), "Use tabs here.");
        try (var model = ScriptedModel.start(answer("yes"));
                var os = system(model).build()) {
            os.submit(Task.of("coding", "tabs?")).await();
            assertThat(Json.text(model.requests().getFirst().body().get("system").orElseThrow()))
                    .contains("Use tabs here.");
        }
    }

    private BestCodeBuilder system(ScriptedModel model) {
        return system(model, folder);
    }

    private static BestCodeBuilder system(ScriptedModel model, Path workspace) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .storage(FileStorage.inMemory());
    }

    private static ProfileSpec profile(String name, List<String> listeners) {
        var permissions =
                listeners.contains("lookup")
                        ? Map.of("lookup", Permission.AUTO)
                        : Map.<String, Permission>of();
        return new ProfileSpec(name, listeners, permissions, List.of());
    }

    private static ToolPeer counting(AtomicInteger called) {
        return new Tool(
                "lookup",
                _ -> {
                    called.incrementAndGet();
                    return ToolOutcome.succeeded("found");
                });
    }

    private static List<String> tools(ScriptedModel model) {
        return model.requests().getFirst().body().array("tools").stream()
                .flatMap(array -> array.values().stream())
                .map(value -> ((JsonObject) value).requireString("name"))
                .toList();
    }

    private interface Body {
        ToolOutcome run(ToolCall call) throws InterruptedException;
    }

    private record Tool(String name, Effect effect, Body body) implements ToolPeer {
        Tool(String name, Body body) {
            this(name, Effect.OPAQUE, body);
        }

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(name, "looks things up", "{\"type\":\"object\"}");
        }

        @Override
        public ToolOutcome call(ToolCall call) throws InterruptedException {
            return body.run(call);
        }
    }
}

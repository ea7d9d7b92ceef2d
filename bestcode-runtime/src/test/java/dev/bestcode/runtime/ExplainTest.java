package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Why a call was made or refused, from the log of its run alone.
@Timeout(120)
class ExplainTest {
    /// One dollar for a million tokens, whatever they are.
    private static final Prices PRICES = (_, usage) -> OptionalLong.of(tokens(usage));

    private static final String WRITE = "{\"path\":\"%s\",\"content\":\"x\"}";

    @TempDir private Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "alpha");
    }

    private static long tokens(Usage usage) {
        return usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
    }

    private Organism asking() {
        return OrganismYaml.parse(
                """
                profiles:
                  asking:
                    listeners: [coder, file-write, file-read, command-exec]
                    permissions: {file-write: prompt, command-exec: auto}
                    commands: [git]
                """,
                folder);
    }

    private static List<CallLine> lines(BestCode os, RunId run) {
        var lines = new ArrayList<CallLine>();
        Explainer.calls(os.state(), run, lines::add);
        return lines;
    }

    /// The call of a listener, of those the one at this place.
    private static CallLine call(BestCode os, RunId run, String listener, int place) {
        return lines(os, run).stream()
                .filter(line -> line.listener().equals(listener))
                .skip(place)
                .findFirst()
                .orElseThrow();
    }

    private static CallExplanation explained(BestCode os, RunId run, CallLine line) {
        return os.explain(run, Long.toString(line.message().value()));
    }

    @Test
    void whoAllowedACallAndWhoDidNotIsToldWithTheRouteAndTheBudget() throws Exception {
        var answers =
                new ArrayDeque<>(
                        List.of(
                                ApprovalAnswer.allow("alice", ApprovalScope.ONCE),
                                ApprovalAnswer.deny("bob", "not that file")));
        var steps =
                ScriptedClient.of(
                        calls(tool("file-write", WRITE.formatted("one"))),
                        calls(tool("file-write", WRITE.formatted("two"))),
                        answer("One of them."));
        try (var os =
                Replays.system(FileStorage.inMemory(), steps, folder)
                        .organism(asking())
                        .prices(PRICES)
                        .approver(_ -> answers.removeFirst())
                        .build()) {
            var budget = TaskBudget.UNSTATED.withMicroUsd(1_000_000);
            var run = os.submit(Task.of("asking", "write two").withBudget(budget)).await().run();

            var allowed = explained(os, run, call(os, run, "file-write", 0));
            assertThat(allowed.sender()).isEqualTo("coder");
            assertThat(allowed.payload()).contains("\"one\"");
            assertThat(allowed.rule().profile()).isEqualTo("asking");
            assertThat(allowed.rule().access()).contains(new Access.Allowed(Permission.PROMPT));
            assertThat(allowed.rule().question().flatMap(CallRule.Question::answer))
                    .contains(ApprovalAnswer.allow("alice", ApprovalScope.ONCE));
            assertThat(allowed.end().state()).isEqualTo(CallEnd.State.DONE);

            var request = allowed.model().orElseThrow();
            assertThat(request.setAside().microUsd()).isBetween(1L, 1_000_000L);
            assertThat(request.view().folded()).isEmpty();
            var line = allowed.budget().getFirst();
            assertThat(allowed.budget()).hasSize(1);
            assertThat(line.limit().microUsd()).isEqualTo(1_000_000);
            assertThat(line.setAside()).as("the request was answered").isEqualTo(Allowance.ZERO);
            assertThat(line.left().microUsd())
                    .isEqualTo(1_000_000 - line.spent().microUsd())
                    .isLessThan(1_000_000);

            var denied = explained(os, run, call(os, run, "file-write", 1));
            assertThat(denied.end().state()).isEqualTo(CallEnd.State.FAILED);
            assertThat(denied.end().said()).startsWith("denied: ").contains("not that file");
            assertThat(denied.budget().getFirst().spent().microUsd())
                    .isGreaterThan(line.spent().microUsd());
            assertThat(
                            List.of(
                                    os.explain(run, denied.call()),
                                    os.explain(
                                            run,
                                            number(denied.end().answer().orElseThrow().value())),
                                    os.explain(
                                            run,
                                            number(
                                                    denied.rule()
                                                            .question()
                                                            .orElseThrow()
                                                            .message()
                                                            .value()))))
                    .as("by its id, its answer and the question about it")
                    .containsOnly(denied);
        }
    }

    private static String number(long value) {
        return Long.toString(value);
    }

    @Test
    void aRequestToTheModelShowsWhatItSetAsideAndWhatWasLeftThen() throws Exception {
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(answer("hi")), folder)
                        .prices(PRICES)
                        .build()) {
            var budget = TaskBudget.UNSTATED.withTokens(200_000);
            var run = os.submit(Task.of("coding", "say hi").withBudget(budget)).await().run();

            var asked = explained(os, run, call(os, run, "llm-pool", 0));
            var request = asked.model().orElseThrow();
            assertThat(request.message()).isEqualTo(asked.message());
            var line = asked.budget().getFirst();
            assertThat(line.setAside()).isEqualTo(request.setAside()).isNotEqualTo(Allowance.ZERO);
            assertThat(line.left().tokens()).isEqualTo(200_000 - request.setAside().tokens());
            assertThat(asked.end().said()).isEqualTo("hi");
        }
    }

    @Test
    void aRouteThatACalledAgentDoesNotHaveIsNamedWithTheBudgetsOfItAndItsCaller() throws Exception {
        try (var model =
                        ScriptedModel.start(
                                calls(tool("help", "{\"task\":\"look\"}")),
                                calls(tool("file-write", WRITE.formatted("b"))),
                                answer("I could not"),
                                answer("too bad"));
                var os = Team.system(model, folder, ", budget: {tokens: 90000}").build()) {
            var run = os.submit(Task.of("leading", "lead").withListener("lead")).await().run();

            var refused = explained(os, run, call(os, run, "file-write", 0));
            assertThat(refused.sender()).isEqualTo("helper");
            assertThat(refused.thread()).isEqualTo("lead.help.helper");
            assertThat(refused.end().state()).isEqualTo(CallEnd.State.REFUSED);
            assertThat(refused.end().said())
                    .startsWith("no_route: ")
                    .contains("no route from 'helper' to 'file-write'");
            assertThat(refused.budget())
                    .extracting(BudgetLine::thread)
                    .containsExactly("lead.help.helper", "lead.help", "lead");
            assertThat(refused.budget().get(1).limit().tokens()).isEqualTo(90_000);
            assertThat(refused.budget().get(1).spent().tokens()).isPositive();
        }
    }

    @Test
    void whatWasFoldedWhenTheModelWasAskedIsListed() throws Exception {
        try (var model = ScriptedModel.builder().script(CuratedRuns.pages(100)).start();
                var os = new CuratedRuns(folder).system(model)) {
            var run = os.submit(CuratedRuns.task("Read all pages.")).await().run();

            var reads =
                    lines(os, run).stream().filter(line -> line.listener().equals("page")).toList();
            var views =
                    reads.subList(80, 100).stream()
                            .map(line -> explained(os, run, line).model().orElseThrow().view())
                            .toList();
            assertThat(explained(os, run, reads.getFirst()).model().orElseThrow().view().folded())
                    .isEmpty();
            assertThat(views).anyMatch(view -> !view.folded().isEmpty());
            assertThat(views).anyMatch(view -> !view.evicted().isEmpty());
            assertThat(views.stream().filter(view -> !view.changed().isEmpty()).toList())
                    .as("epochs")
                    .hasSizeBetween(1, 10);
        }
    }

    @Test
    void aTaskThatIsOutOfBudgetShowsWhatWasLeftAtItsEnd() throws Exception {
        var more = IntStream.range(0, 100).mapToObj(i -> "{\"pattern\":\"*%d\"}".formatted(i));
        var steps = more.map(arguments -> calls(tool("glob", arguments))).toArray(Step[]::new);
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(steps), folder).build()) {
            var budget = TaskBudget.UNSTATED.withTokens(50_000);
            var ended = os.submit(Task.of("coding", "go on").withBudget(budget)).await();
            assertThat(ended.status()).isEqualTo(RunStatus.OUT_OF_BUDGET);

            var task = explained(os, ended.run(), call(os, ended.run(), "coder", 0));
            assertThat(task.end().state()).isEqualTo(CallEnd.State.ERROR);
            assertThat(task.end().said()).startsWith("out_of_budget: ");
            var line = task.budget().getFirst();
            assertThat(line.spent().tokens()).isEqualTo(tokens(ended.usage()));
            assertThat(task.end().said()).contains("%,d tokens".formatted(line.left().tokens()));
        }
    }

    @Test
    void aProgramThatIsNotListedIsSaidToBeNone() throws Exception {
        var steps =
                ScriptedClient.of(
                        calls(tool("command-exec", "{\"command\":\"curl x\"}")), answer("no"));
        try (var os =
                Replays.system(FileStorage.inMemory(), steps, folder)
                        .organism(asking())
                        .approver(_ -> ApprovalAnswer.allow("me", ApprovalScope.ONCE))
                        .build()) {
            var run = os.submit(Task.of("asking", "fetch")).await().run();

            var call = explained(os, run, call(os, run, "command-exec", 0));
            assertThat(call.rule().program())
                    .contains(new CallRule.Program("curl", false, Optional.empty()));
            assertThat(call.end().state()).isEqualTo(CallEnd.State.ERROR);
        }
    }

    @Test
    void anInspectorExplainsTheSameWhileTheOwnerIsAtWork(@TempDir Path state) throws Exception {
        var steps =
                ScriptedClient.of(calls(tool("file-read", "{\"path\":\"a.txt\"}")), answer("done"));
        try (var os =
                Replays.system(FileStorage.inMemory(), steps, folder).stateIn(state).build()) {
            var run = os.submit(Task.of("coding", "look")).await().run();
            var line = call(os, run, "file-read", 0);
            var files = WalInspector.of(FileStorage.at(state.resolve("k0")));
            var explainer =
                    Replays.system(FileStorage.inMemory(), ScriptedClient.of(), folder).explainer();

            var there = files.read(it -> explainer.of(it, files::content, run, line.call()));

            assertThat(there).isEqualTo(explained(os, run, line));
        }
    }

    @Test
    void whatIsNotThereOrGoneIsRefusedInWords() throws Exception {
        var organism =
                OrganismYaml.parse(
                        "profiles: {fleeting: {listeners: [coder], journal: prune_on_delivery}}",
                        folder);
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(answer("hi")), folder)
                        .organism(organism)
                        .build()) {
            var run = os.submit(Task.of("fleeting", "say hi")).await().run();

            assertThatThrownBy(() -> os.explain(run, "1")).hasMessageContaining("was pruned");
            assertThatThrownBy(() -> os.explain(new RunId("r-nothing"), "1"))
                    .hasMessageContaining("no run r-nothing");
        }
        try (var os =
                Replays.system(FileStorage.inMemory(), ScriptedClient.of(answer("hi")), folder)
                        .build()) {
            var run = os.submit(Task.of("coding", "say hi")).await().run();
            for (var nothing : List.of("999999", "toolu_none", "")) {
                assertThatThrownBy(() -> os.explain(run, nothing))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("has no call '%s'".formatted(nothing));
            }
        }
    }
}

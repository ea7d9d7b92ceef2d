package dev.bestcode.runtime;

import static dev.bestcode.runtime.CuratedRuns.WINDOW;
import static dev.bestcode.runtime.CuratedRuns.pages;
import static dev.bestcode.runtime.CuratedRuns.sizes;
import static dev.bestcode.runtime.CuratedRuns.task;
import static dev.bestcode.runtime.CuratedRuns.text;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.think;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// An agent with a librarian, through the whole system and over HTTP.
class CuratedRunTest {
    private static final Pattern FIRST_FOLD = Pattern.compile("\\[#(\\d+) folded\\]");

    private static final Pattern SCRATCH_FOLD = Pattern.compile("\\[#(\\d+) folded\\] scratch");

    @TempDir private Path folder;

    private BestCode system(ScriptedModel model) {
        return new CuratedRuns(folder).system(model);
    }

    @Test
    void aRunManyTimesTheWindowStaysUnderItAndAFactOfTheFirstTurnIsRecalled() throws Exception {
        int turns = 60;
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < turns; turn++) {
            steps.add(think("page " + turn).callTool("page", "{\"number\":%d}".formatted(turn)));
        }
        steps.add(computed(CuratedRunTest::recallFirst));
        steps.add(answer("the secret is known"));
        try (var model = ScriptedModel.builder().script(steps.toArray(Step[]::new)).start();
                var os = system(model)) {
            var result = os.submit(task("Read all pages of §7; keep the secret.")).await();

            assertThat(model.violations()).isEmpty();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(sizes(model)).allMatch(bytes -> bytes < 3 * WINDOW);
            assertThat(model.requests())
                    .allMatch(it -> text(it).contains("keep the secret"))
                    .allMatch(it -> text(it).contains("\"effort\":\"low\""));
            assertThat(text(model.requests().getLast()))
                    .contains("the secret of page 0 is xyzzy-0");
            assertThat(brokenPrefixes(model)).isBetween(3, turns / 4);
            assertThat(text(model.requests().getLast())).contains("\"thinking\":\"page 59\"");
            ReplayTest.same(os.replay(result.run()));
        }
    }

    @Test
    void whatWasFoldedIsByteForByteThereAfterTheKernelIsOpenedAgain() throws Exception {
        List<SegmentRow> before;
        try (var model = ScriptedModel.builder().script(pages(60)).start();
                var os = system(model)) {
            os.submit(task("Read all pages.")).await();
            before = rows(os);
        }
        assertThat(before).extracting(SegmentRow::tier).contains(Tier.FOLDED, Tier.EVICTED);
        try (var model = ScriptedModel.builder().script(answer("hello again")).start();
                var os = system(model)) {
            assertThat(rows(os)).isEqualTo(before);
            for (var row : before) {
                var content = os.state().contexts().content(row.id()).orElseThrow();
                assertThat(Sha256.of(content.toByteArray())).isEqualTo(row.sha256());
            }
        }
    }

    @Test
    void oneResultOfTenMegabytesIsShownHeadAndTailAndReadOnByRecall() throws Exception {
        var steps =
                new Step[] {
                    calls(tool("page", "{\"number\":1,\"size\":10000000}")),
                    computed(
                            body -> {
                                var cut =
                                        Pattern.compile("recall \\{\\\\+\"id\\\\+\":(\\d+)")
                                                .matcher(Json.text(body));
                                assertThat(cut.find()).isTrue();
                                return calls(
                                        tool(
                                                "recall",
                                                "{\"id\":%s,\"from\":5000000}"
                                                        .formatted(cut.group(1))));
                            }),
                    answer("seen")
                };
        try (var model = ScriptedModel.builder().script(steps).start();
                var os = system(model)) {
            var result = os.submit(task("Read the large page.")).await();

            assertThat(model.violations()).isEmpty();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(sizes(model)).allMatch(bytes -> bytes < 3 * WINDOW);
            assertThat(text(model.requests().get(1)))
                    .contains("the secret of page 1", "characters are left out", "end of page 1");
        }
    }

    @Test
    void aRefusedLengthIsFoldedOnceAndAskedAgainOnce() throws Exception {
        var refusal =
                Step.fault(
                        Fault.errorEvent(
                                "invalid_request_error",
                                "prompt is too long: 210000 tokens > 200000 maximum"));
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < 3; turn++) {
            steps.add(calls(tool("page", "{\"number\":%d}".formatted(turn))));
        }
        steps.add(refusal);
        steps.add(answer("shorter now"));
        try (var model = ScriptedModel.builder().script(steps.toArray(Step[]::new)).start();
                var os = system(model)) {
            var result = os.submit(task("Read pages.")).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(sizes(model).get(4)).isLessThan(sizes(model).get(3) * 3 / 4);
            assertThat(text(model.requests().get(4))).contains("\"effort\":\"low\"");
            ReplayTest.same(os.replay(result.run()));
        }
        try (var model = ScriptedModel.builder().script(refusal, refusal).start();
                var os = system(model)) {
            var result = os.submit(task("Read pages.")).await();
            assertThat(result.status()).isEqualTo(RunStatus.PROVIDER_FAILED);
            assertThat(result.text()).contains("prompt is too long");
        }
    }

    @Test
    void aToolsScratchContextIsOneFoldBesideItsAnswerAndIsRecalled() throws Exception {
        var steps =
                new Step[] {
                    calls(tool("page", "{\"number\":1,\"scratch\":true}")),
                    computed(
                            body -> {
                                var fold = SCRATCH_FOLD.matcher(Json.text(body));
                                assertThat(fold.find()).isTrue();
                                return calls(
                                        tool("recall", "{\"id\":%s}".formatted(fold.group(1))));
                            }),
                    answer("seen")
                };
        try (var model = ScriptedModel.builder().script(steps).start();
                var os = system(model)) {
            var result = os.submit(task("Read page 1.")).await();

            assertThat(model.violations()).isEmpty();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(text(model.requests().get(1)))
                    .contains("the secret of page 1", "folded] scratch of page, ")
                    .doesNotContain("looked behind shelf 7");
            assertThat(text(model.requests().get(2))).contains("looked behind shelf 7");
            ReplayTest.same(os.replay(result.run()));
            assertThat(brokenPrefixes(model)).isZero();
        }
    }

    private static Step recallFirst(JsonObject body) {
        var fold = FIRST_FOLD.matcher(Json.text(body));
        if (fold.find()) {
            return calls(
                    tool("recall", "{\"id\":%s}".formatted(fold.group(1))),
                    tool("recall", "{\"query\":\"secret xyzzy-0 page\"}"));
        }
        throw new AssertionError("no fold is shown");
    }

    /// Requests that do not begin with the whole of the one before: where an epoch was.
    private static int brokenPrefixes(ScriptedModel model) {
        int broken = 0;
        List<JsonValue> previous = List.of();
        for (var request : model.requests()) {
            var messages =
                    request.body().requireArray("messages").values().stream()
                            .map(CuratedRunTest::withoutMarks)
                            .toList();
            boolean prefix =
                    messages.size() >= previous.size()
                            && messages.subList(0, previous.size()).equals(previous);
            broken += prefix ? 0 : 1;
            previous = messages;
        }
        return broken;
    }

    private static JsonValue withoutMarks(JsonValue message) {
        return Json.parse(Json.text(message).replaceAll(",\"cache_control\":\\{[^}]*\\}", ""));
    }

    private static List<SegmentRow> rows(BestCode os) {
        var state = os.state();
        var agent =
                state.threads().withStatus(ThreadStatus.COMPLETED).stream()
                        .filter(row -> !state.contexts().segments(row.id()).isEmpty())
                        .findFirst();
        return state.contexts().segments(agent.orElseThrow().id());
    }
}

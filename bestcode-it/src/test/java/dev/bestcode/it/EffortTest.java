package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.think;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ReceivedRequest;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `--effort`, the setting and `/effort` as a person uses them, each process a real one.
class EffortTest {
    @TempDir private Path folder;

    @Test
    void aRunAsksWithItAndSoItsReplayHasTo() throws Exception {
        try (var model = ScriptedModel.start(think("Hm").say("one"), answer("two"))) {
            var first = asking(model, "run", "--effort", "high", "--output", "json", "x").run();
            assertThat(first.exit()).as(first.err()).isZero();
            var run = Json.parseObject(first.out().strip()).requireString("run");
            var more = asking(model, "resume", "--effort", "high", run, "and two").run();
            assertThat(more.exit()).as(more.err()).isZero();

            assertThat(model.requests())
                    .extracting(EffortTest::effort)
                    .containsExactly("high", "high");
            assertThat(model.violations()).isEmpty();

            var same = command("replay", "--effort", "high", run).run();
            assertThat(same.exit()).as(same.out() + same.err()).isZero();
            var other = command("replay", run).run();
            assertThat(other.exit()).isEqualTo(1);
            assertThat(other.out())
                    .contains(
                            "asked with effort 'high', and would ask without an effort here: choose the effort");
        }
    }

    @Test
    void whatWasAskedBeforeAKillIsAskedAgainWithItsEffort() throws Exception {
        var asked = new CountDownLatch(1);
        var killed = new CountDownLatch(1);
        try (var model = ScriptedModel.start(computed(_ -> waiting(asked, killed)), answer("so"))) {
            var process = asking(model, "run", "--effort", "low", "x").start(folder.resolve("err"));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            process.destroyForcibly().waitFor();
            killed.countDown();

            var resumed = asking(model, "resume").run();

            assertThat(resumed.exit()).as(resumed.err()).isZero();
            assertThat(model.requests())
                    .extracting(EffortTest::effort)
                    .containsExactly("low", "low");
        }
    }

    @Test
    void settingsSayItAndAnOrganismSaysItForEachAgent() throws Exception {
        var organism = folder.resolve("workspace/.bestcode/organism.yaml");
        Files.createDirectories(organism.getParent());
        Files.writeString(
                organism,
                """
                listeners:
                  - name: coder
                    payload_class: agent.AgentTask
                    handler: agent.handle
                    description: Writes
                    agent: {effort: max}
                profiles: {coding: {listeners: [coder]}}
                """);
        try (var model = ScriptedModel.start(answer("one"), answer("two"))) {
            var said = asking(model, "run", "x").run();
            assertThat(said.exit()).as(said.err()).isZero();
            var set = asking(model, "run", "x").env("BESTCODE_EFFORT", "medium").run();
            assertThat(set.exit()).as(set.err()).isZero();
            assertThat(model.requests())
                    .extracting(EffortTest::effort)
                    .containsExactly("max", "medium");
        }
        var wrong = command("run", "--effort", "hard", "x").run();
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("'hard'; there are low, medium, high, xhigh, max");
    }

    @Test
    void aModelThatDoesNotTakeItIsShownInItsWordsWithWhatToDo() throws Exception {
        var words = "This model does not support the effort parameter.";
        try (var model = ScriptedModel.start(fault(errorEvent("invalid_request_error", words)))) {
            var refused = asking(model, "run", "--effort", "high", "x").run();

            assertThat(refused.exit()).isEqualTo(6);
            assertThat(refused.out() + refused.err())
                    .contains(words, "asked with effort 'high'", "the setting effort");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void aConversationGoesOnWithAnotherEffort() throws Exception {
        try (var model = ScriptedModel.start(answer("one"), answer("two"))) {
            var talk =
                    bestcode("--data-dir", folder.resolve("state").toString())
                            .with("--base-url", model.baseUrl())
                            .typing("first\n/effort hard\n/effort low\n/effort\nsecond\n")
                            .env("ANTHROPIC_API_KEY", "key")
                            .env("HOME", folder.toString())
                            .in(Files.createDirectories(folder.resolve("workspace")))
                            .run();

            assertThat(talk.exit()).as(talk.err()).isZero();
            assertThat(talk.out())
                    .containsSubsequence(
                            "one", "! effort is 'hard'; there are low", "with effort low", "two");
            assertThat(model.requests()).extracting(EffortTest::effort).containsExactly("", "low");
            assertThat(Json.text(model.requests().getLast().body())).contains("first");
        }
    }

    /// As the request says it; nothing where it does not.
    private static String effort(ReceivedRequest request) {
        return request.body()
                .object("output_config")
                .orElse(JsonObject.EMPTY)
                .string("effort")
                .orElse("");
    }

    private static Step waiting(CountDownLatch asked, CountDownLatch killed) {
        asked.countDown();
        try {
            return answer(killed.await(60, TimeUnit.SECONDS) ? "never read" : "too late");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer("interrupted");
        }
    }

    private BestCodeProcess asking(ScriptedModel model, String... words) throws Exception {
        return command(words).with("--base-url", model.baseUrl());
    }

    private BestCodeProcess command(String... words) throws Exception {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(Files.createDirectories(folder.resolve("workspace")));
    }
}

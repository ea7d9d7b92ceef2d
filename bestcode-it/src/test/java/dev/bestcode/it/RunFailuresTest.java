package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.cutAfterBytes;
import static dev.bestcode.testkit.Fault.cutInToolInput;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Fault.htmlPage;
import static dev.bestcode.testkit.Fault.malformedJson;
import static dev.bestcode.testkit.Fault.malformedToolInput;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What a person sees when something is missing or broken: a sentence, and the right exit status.
class RunFailuresTest {
    @TempDir private Path folder;
    private Path workspace;

    @BeforeEach
    void makeWorkspace() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
    }

    @Test
    void withoutAKeyTwoLinesSayWhatToSetAndThatTheDemoNeedsNone() throws Exception {
        var ended = bestcode("run", "x").in(workspace).env("HOME", folder.toString()).run();

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).hasSize(2);
        assertThat(ended.err()).contains("ANTHROPIC_API_KEY", "bestcode config key", "demo");
    }

    @Test
    void aWrongKeyIsTriedOnceAndNeverShown() throws Exception {
        try (var model = ScriptedModel.builder().requireKey("right").start()) {
            var ended = run(model.baseUrl(), "wrong-secret");

            assertThat(ended.exit()).isEqualTo(6);
            assertThat(model.requests()).hasSize(1);
            assertThat(ended.err()).contains("ANTHROPIC_API_KEY").doesNotContain("wrong-secret");
        }
    }

    @Test
    void aModelThatStandsStillIsGivenUpAfterTheTimeThatIsSetNamingTheSetting() throws Exception {
        try (var model = ScriptedModel.start(fault(stall(Duration.ofHours(1))))) {
            var ended =
                    bestcode("run", "--base-url", model.baseUrl(), "--model-retries", "0")
                            .with("--data-dir", folder.resolve("state"), "do it")
                            .env("ANTHROPIC_API_KEY", "key")
                            .env("BESTCODE_MODEL_IDLE", "1")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).isEqualTo(6);
            assertThat(ended.err())
                    .contains("stood still for 1.0 s (the setting model_idle allows more)");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void brokenStreamsAreAskedForAgainAndNoCallOfThemIsMade() throws Exception {
        try (var model =
                ScriptedModel.start(
                        fault(malformedJson()),
                        fault(malformedToolInput()),
                        fault(cutAfterBytes(600)),
                        calls(tool("file-write", "{\"path\":\"whole.txt\",\"content\":\"w\"}")),
                        answer("done"))) {
            var ended = run(model.baseUrl(), "key");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(model.requests()).hasSize(5);
            assertThat(model.violations()).isEmpty();
            try (var files = Files.list(workspace)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactly("whole.txt");
            }
        }
    }

    @Test
    void everyPassingFailureIsInSightAndTheTaskIsDoneAllTheSame() throws Exception {
        try (var model =
                ScriptedModel.start(
                        fault(rateLimited(Duration.ofSeconds(1))),
                        fault(status(429)),
                        fault(status(500)),
                        calls(tool("glob", "{\"pattern\":\"*\"}")),
                        fault(status(529)),
                        fault(errorEvent("overloaded_error", "busy")),
                        fault(cutInToolInput()),
                        calls(tool("glob", "{\"pattern\":\"*\"}")),
                        fault(htmlPage()),
                        answer("done"))) {
            var ended = run(model.baseUrl(), "key");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.err().lines().filter(line -> line.startsWith("! attempt ")))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("429"),
                            line -> assertThat(line).contains("429"),
                            line -> assertThat(line).contains("500"),
                            line -> assertThat(line).contains("overloaded (529)"),
                            line -> assertThat(line).contains("overloaded_error: busy"),
                            line -> assertThat(line).contains("broke"),
                            line -> assertThat(line).contains("check the base URL"));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aRecordedRunOfAnotherProviderPlaysWithoutKeyOrServer() throws Exception {
        var tape = folder.resolve("run.cassette");
        try (var model =
                ScriptedModel.builder()
                        .requireKey("sk-chat")
                        .script(
                                calls(tool("glob", "{\"pattern\":\"*\"}")),
                                answer("Nothing there."))
                        .start()) {
            var recorded =
                    bestcode("run", "--model", "openai/m", "--base-url", model.chatBaseUrl())
                            .with("--record", tape, "--data-dir", folder.resolve("state"), "look")
                            .env("OPENAI_API_KEY", "sk-chat")
                            .in(workspace)
                            .run();
            assertThat(recorded.exit()).as(recorded.err()).isZero();
            assertThat(model.violations()).isEmpty();
        }
        assertThat(tape).content().doesNotContain("sk-chat");
        var played =
                bestcode("run", "--model", "openai/m", "--replay", tape.toString())
                        .with("--data-dir", folder.resolve("state"), "look")
                        .in(Files.createDirectory(folder.resolve("elsewhere")))
                        .run();
        assertThat(played.exit()).as(played.err()).isZero();
        assertThat(played.out()).contains("Nothing there.");
    }

    @Test
    void aShortNameOfAProviderWithoutAKeyIsConfiguration() throws Exception {
        var ended =
                bestcode("run", "--data-dir", folder.resolve("state").toString(), "x")
                        .env("OPENAI_API_KEY", "k")
                        .in(workspace)
                        .run();

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err()).contains("'sonnet' is Anthropic's", "--model openai/NAME");
    }

    @Test
    void aModelOfAProviderThatIsNotThereIsAskedOfNobody() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("never")).start()) {
            for (var options :
                    List.of(
                            List.of("--model", "openai/gpt-x"),
                            List.of("--small-model", "openai/gpt-x"))) {
                var ended =
                        bestcode("run", "--base-url", "anthropic=" + model.baseUrl())
                                .with(options.toArray())
                                .with("--data-dir", folder.resolve("state"), "x")
                                .env("ANTHROPIC_API_KEY", "key")
                                .in(workspace)
                                .run();

                assertThat(ended.exit()).as(ended.err()).isEqualTo(3);
                assertThat(ended.err())
                        .contains("'openai/gpt-x'", "OPENAI_API_KEY", "anthropic/openai/gpt-x");
            }
            assertThat(model.requests()).isEmpty();
        }
    }

    @Test
    void modelsAreAskedForWhereASettingSaysThatTheirProviderIs() throws Exception {
        try (var model = ScriptedModel.builder().models("of-the-gateway").start()) {
            var ended =
                    bestcode("models", "--output", "text")
                            .env("OPENAI_API_KEY", "k")
                            .env("BESTCODE_BASE_URL", "openai=" + model.chatBaseUrl())
                            // Whoever asks elsewhere fails at once.
                            .env("HTTPS_PROXY", "http://127.0.0.1:1")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("openai/of-the-gateway");
        }
    }

    @Test
    void theModelsOfEachProviderAreListedWithTheirPrices() throws Exception {
        try (var model = ScriptedModel.builder().models("claude-opus-5-5", "m").start()) {
            var ended =
                    bestcode("models", "--output", "text")
                            .env("ANTHROPIC_API_KEY", "k")
                            .env("ANTHROPIC_BASE_URL", model.baseUrl())
                            .env("OPENAI_BASE_URL", model.chatBaseUrl())
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains(
                            "anthropic/claude-opus-5-5", "$4 / $20", "openai/m", "no price known");
        }
    }

    @Test
    void aWrongFlagIsUsage() throws Exception {
        var ended = bestcode("run", "--no-such-flag", "x").in(workspace).run();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("--no-such-flag");
    }

    @Test
    void aSchemaThatCannotBeUsedIsRefusedBeforeTheRunBegins() throws Exception {
        try (var model = ScriptedModel.start(answer("never"))) {
            for (var wrong :
                    List.of("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}", "[]")) {
                var schema = Files.writeString(folder.resolve("schema.json"), wrong);
                var ended =
                        bestcode("run", "--base-url", model.baseUrl(), "--schema")
                                .with(schema, "--data-dir", folder.resolve("state"), "x")
                                .env("ANTHROPIC_API_KEY", "key")
                                .in(workspace)
                                .run();
                assertThat(ended.exit()).as(wrong).isEqualTo(2);
                assertThat(ended.err()).as(wrong).contains("schema.json is no", "JSON Schema");
            }
            var latin = folder.resolve("schema.json");
            Files.write(latin, new byte[] {'"', (byte) 0xE9, '"'});
            for (var wrong : List.of(latin, Files.createDirectory(folder.resolve("a-folder")))) {
                var ended =
                        bestcode("run", "--base-url", model.baseUrl(), "--schema")
                                .with(wrong, "--data-dir", folder.resolve("state"), "x")
                                .env("ANTHROPIC_API_KEY", "key")
                                .in(workspace)
                                .run();
                assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
                assertThat(ended.err()).contains(wrong + " is no JSON Schema");
            }
            assertThat(model.requests()).isEmpty();
            assertThat(folder.resolve("state")).doesNotExist();
        }
    }

    @Test
    void anEmptyTaskIsUsage() throws Exception {
        var ended = bestcode("run").in(workspace).env("ANTHROPIC_API_KEY", "k").run();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("Say what is to be done");
    }

    @Test
    void anOrganismWithMistakesNamesThemAllAndIsConfiguration() throws Exception {
        var file = folder.resolve("organism.yaml");
        Files.writeString(
                file, "profiles:\n  coding:\n    listners: [coder]\n    listeners: [codr]\n");

        var ended =
                bestcode("run", "--organism", file.toString(), "x")
                        .in(workspace)
                        .env("ANTHROPIC_API_KEY", "k")
                        .run();

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err()).contains("3:5").contains("listners").contains("codr");
    }

    @Test
    void anIterationLimitIsItsOwnStatus() throws Exception {
        try (var model =
                ScriptedModel.builder()
                        .otherwise(calls(tool("glob", "{\"pattern\":\"*\"}")))
                        .start()) {
            var ended =
                    bestcode("run", "--base-url", model.baseUrl(), "--max-iterations", "3")
                            .with("--output", "json", "--data-dir", folder.resolve("state"), "x")
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).isEqualTo(4);
            assertThat(Json.parseObject(ended.out()).requireString("status"))
                    .isEqualTo("limit_reached");
            assertThat(model.requests()).hasSize(3);
        }
    }

    @Test
    void aCommandThatIsToBeAskedForIsRefusedHeadlessUnlessItWasApproved() throws Exception {
        var organism =
                Files.writeString(
                        folder.resolve("o.yaml"),
                        """
                        profiles:
                          coding:
                            listeners: [coder, command-exec]
                            permissions: {command-exec: prompt}
                            commands: [git]
                        """);
        try (var model =
                ScriptedModel.start(
                        calls(tool("command-exec", "{\"command\":\"git init made\"}")),
                        answer("could not"))) {
            var ended =
                    bestcode("run", "--base-url", model.baseUrl(), "--organism")
                            .with(organism, "--data-dir", folder.resolve("state"), "do it")
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(workspace.resolve("made")).doesNotExist();
            assertThat(ended.err()).contains("denied: ", "--approve all");
        }
    }

    @Test
    void aCommandOfTheBuiltInProfileRunsHeadlessWhereWallsHoldItAndIsRefusedElsewhere()
            throws Exception {
        try (var model =
                ScriptedModel.start(
                        calls(tool("command-exec", "{\"command\":\"git init made\"}")),
                        answer("done"))) {
            var ended = run(model.baseUrl(), "key");

            boolean walls = StandingWalls.here().contain();
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(Files.exists(workspace.resolve("made/.git"))).isEqualTo(walls);
            assertThat(ended.err())
                    .contains(walls ? "commands run inside these walls" : "denied: ");
        }
    }

    private BestCodeProcess.Result run(String baseUrl, String key) throws Exception {
        return bestcode("run", "--base-url", baseUrl)
                .with("--data-dir", folder.resolve("state"), "do it")
                .env("ANTHROPIC_API_KEY", key)
                .in(workspace)
                .run();
    }
}

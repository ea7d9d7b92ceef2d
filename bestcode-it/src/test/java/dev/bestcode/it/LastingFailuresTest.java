package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.cutAfterBytes;
import static dev.bestcode.testkit.Fault.cutInToolInput;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Fault.htmlPage;
import static dev.bestcode.testkit.Fault.malformedJson;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Fault.trickle;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ClosedPort;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A provider that fails and goes on failing, in every way that a server can play: each run ends by
/// itself, in sight, with the status of a failing provider and a sentence that says what to do.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LastingFailuresTest {
    private static final int SECONDS_MAX = 120;
    private static final int EXIT_PROVIDER = 6;

    /// The first and five more.
    private static final int ATTEMPTS = 6;

    @TempDir private Path folder;

    /// What a failure comes to.
    /// @param attempts that are made of it
    /// @param said in the last words
    private record Expected(Fault fault, int attempts, String said) {}

    /// How a provider is spoken to.
    private enum Dialect {
        MESSAGES("sonnet", "ANTHROPIC_API_KEY"),
        CHAT("openai/m", "OPENAI_API_KEY");

        private final String model;
        private final String key;

        Dialect(String model, String key) {
            this.model = model;
            this.key = key;
        }

        String url(ScriptedModel server) {
            return this == CHAT ? server.chatBaseUrl() : server.baseUrl();
        }
    }

    /// The waits between attempts are waited for together.
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void everyLastingFailureEndsInSightAndSaysWhatToDo(Dialect dialect) throws Exception {
        var rows = new LinkedHashMap<String, Expected>();
        rows.put("401", new Expected(status(401), 1, "check " + dialect.key));
        rows.put("429", lasting(status(429), "429"));
        rows.put("429 soon", lasting(rateLimited(Duration.ofSeconds(1)), "asks to wait 1 s"));
        rows.put("500", lasting(status(500), "500"));
        rows.put("529", lasting(status(529), "overloaded (529)"));
        rows.put("cut in text", lasting(cutAfterBytes(600), "nothing of it was used"));
        rows.put("cut in arguments", lasting(cutInToolInput(), "nothing of it was used"));
        rows.put("half an event", lasting(malformedJson(), "malformed"));
        rows.put("error event", lasting(errorEvent("overloaded_error", "busy"), "busy"));
        rows.put("a page", lasting(htmlPage(), "check the base URL"));

        var runs = new ArrayList<Runs>();
        try (var nobody = ClosedPort.hold()) {
            for (var row : rows.entrySet()) {
                runs.add(start(dialect, row));
            }
            var down = command(dialect, nobody.url(), "down").start(folder.resolve("down.err"));
            for (var run : runs) {
                run.check();
            }
            checkDown(down);
        } finally {
            runs.forEach(Runs::end);
        }
    }

    /// A minute passes until a stream that stands still is taken for broken, and ten until one that
    /// goes on for ever is.
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aStalledStreamIsBrokenOffAndAskedForAgain() throws Exception {
        Assumptions.assumeTrue(
                Boolean.getBoolean("bestcode.long"),
                "waits for the idle limit of 60 s; AnthropicFaultsTest has it with a short one");
        try (var model =
                ScriptedModel.start(
                        fault(Fault.stall(Duration.ofSeconds(90))),
                        fault(trickle(Duration.ofSeconds(5))),
                        answer("at last"))) {
            var process =
                    command(Dialect.MESSAGES, model.baseUrl(), "stalled")
                            .start(folder.resolve("err"));
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        }
    }

    private void checkDown(Process process) throws Exception {
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        var said = Files.readString(folder.resolve("down.err"));
        assertThat(process.exitValue()).as(said).isEqualTo(EXIT_PROVIDER);
        assertThat(attempts(said)).isEqualTo(ATTEMPTS - 1);
        assertThat(said).contains("check the provider's status and the network");
    }

    private static Expected lasting(Fault fault, String said) {
        return new Expected(fault, ATTEMPTS, said);
    }

    private Runs start(Dialect dialect, Map.Entry<String, Expected> row) throws Exception {
        var model = ScriptedModel.builder().otherwise(fault(row.getValue().fault())).start();
        var errors = folder.resolve(row.getKey() + ".err");
        var process = command(dialect, dialect.url(model), row.getKey()).start(errors);
        return new Runs(row.getKey(), row.getValue(), model, process, errors);
    }

    private BestCodeProcess command(Dialect dialect, String url, String name) throws Exception {
        return bestcode("run", "--model", dialect.model, "--base-url", url)
                .with("--data-dir", folder.resolve(name + ".state"), "do it")
                .env(dialect.key, "a-secret")
                .in(Files.createDirectories(folder.resolve("workspace")));
    }

    private static long attempts(String errors) {
        return errors.lines().filter(line -> line.startsWith("! attempt ")).count();
    }

    /// One row under way.
    private record Runs(
            String name, Expected expected, ScriptedModel model, Process process, Path errors) {
        void check() throws Exception {
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as(name).isTrue();
            var said = Files.readString(errors);
            assertThat(process.exitValue()).as("%s: %s", name, said).isEqualTo(EXIT_PROVIDER);
            assertThat(model.requests()).as(name).hasSize(expected.attempts());
            assertThat(attempts(said)).as("%s: %s", name, said).isEqualTo(expected.attempts() - 1);
            assertThat(said).as(name).contains(expected.said()).doesNotContain("a-secret");
        }

        void end() {
            process.destroyForcibly();
            model.close();
        }
    }
}

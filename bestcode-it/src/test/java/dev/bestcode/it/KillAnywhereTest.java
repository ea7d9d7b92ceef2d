package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.computed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A run of fifty steps, killed with `kill -9` wherever that may be, and resumed (G10, G11, G13).
@Timeout(value = 2, unit = TimeUnit.HOURS)
class KillAnywhereTest {
    private static final boolean LONG = Boolean.getBoolean("bestcode.long");

    /// Of one run: with one kill a run, what it was is seen best; with more, the test is short.
    private static final int KILLS_PER_RUN = LONG ? 1 : 7;

    private static final int RECORDS_STRIDE = LONG ? 1 : 20;
    private static final int MOMENTS = LONG ? 200 : 10;
    private static final int SECONDS_MAX = 120;

    @TempDir private Path folder;
    private ScriptedModel model;
    private final Semaphore asked = new Semaphore(0);
    private int runs;

    @BeforeEach
    void startModel() {
        model = ScriptedModel.builder().otherwise(computed(this::next)).start();
    }

    @AfterEach
    void endModel() {
        model.close();
    }

    private Step next(JsonObject request) {
        asked.release();
        return FiftySteps.next(request);
    }

    @Test
    void killedAtARecordOfItsLogARunEndsAsIfItHadNotBeen() throws Exception {
        var whole = FiftySteps.in(folder.resolve("whole"));
        var process = killedRun(whole, Integer.MAX_VALUE, "");
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        whole.check(model.requests().getLast().body());
        var expected = journal(whole);
        int records = Integer.parseInt(out.strip());

        var points = new ArrayList<Integer>();
        for (int record = 4; record < records - 4; record += RECORDS_STRIDE) {
            points.add(record);
        }
        for (int first = 0; first < points.size(); first += KILLS_PER_RUN) {
            var some = points.subList(first, Math.min(first + KILLS_PER_RUN, points.size()));
            killAtRecords(some, expected);
        }
        System.out.printf("counts: killed at %d of %d records%n", points.size(), records);
    }

    @Test
    void killedAtAnyMomentARunEndsAsIfItHadNotBeen() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.printf("counts: killed at %d random moments, seed %d%n", MOMENTS, seed);
        var random = new Random(seed);
        for (int done = 0; done < MOMENTS; done += KILLS_PER_RUN) {
            killAtMoments(Math.min(KILLS_PER_RUN, MOMENTS - done), random);
        }
    }

    private void killAtRecords(List<Integer> records, List<String> expected) throws Exception {
        var steps = FiftySteps.in(folder.resolve("records" + ++runs));
        int before = 0;
        for (int record : records) {
            var run = before == 0 ? "" : runId(steps);
            var process = killedRun(steps, record - before, run);
            assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            before = record;
        }
        endsAsIfNotKilled(steps, records.size(), "records " + records);
        var journal = journal(steps);
        assertThat(without(journal, expected))
                .as("records %s", records)
                .hasSizeLessThanOrEqualTo(records.size())
                .allMatch(KillAnywhereTest::isRecovery)
                .hasSameSizeAs(without(expected, journal));
    }

    private void killAtMoments(int kills, Random random) throws Exception {
        var steps = FiftySteps.in(folder.resolve("moments" + ++runs));
        var said = new ArrayList<String>();
        for (int kill = 1; kill <= kills; kill++) {
            // An even share of the steps, so that all of the run has its chance.
            int requests = 1 + random.nextInt(Math.max(1, 2 * FiftySteps.STEPS / (kills + 1)));
            long micros = random.nextLong(30_000);
            said.add(requests + " requests and " + micros + " µs");
            asked.drainPermits();
            var process =
                    (kill == 1 ? command(steps, "run", "do the fifty steps") : resume(steps))
                            .start(folder.resolve("err"));
            boolean running = awaitRequests(requests, process);
            TimeUnit.MICROSECONDS.sleep(micros);
            process.destroyForcibly().waitFor();
            if (!running) {
                break;
            }
        }
        endsAsIfNotKilled(steps, kills, said.toString());
    }

    /// @return whether it was still alive by then
    private boolean awaitRequests(int count, Process process) throws InterruptedException {
        for (int request = 0; request < count; ) {
            if (asked.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                request++;
            } else if (!process.isAlive()) {
                return false;
            }
        }
        return true;
    }

    /// Resume what is left, and look at everything.
    private void endsAsIfNotKilled(FiftySteps steps, int kills, String when) throws Exception {
        var ended = resume(steps).run();
        var request = model.requests().getLast().body();
        if (ended.exit() != 2 || !ended.err().contains("was interrupted")) {
            assertThat(ended.exit()).as("%s: %s", when, ended.err()).isZero();
            assertThat(ended.out().strip()).isEqualTo(FiftySteps.LAST_WORDS);
        }
        assertThat(model.violations()).as(when).isEmpty();
        assertThat(FiftySteps.unknowns(request)).as(when).isLessThanOrEqualTo(kills);
        steps.check(request);
    }

    private Process killedRun(FiftySteps steps, int killAt, String run) throws Exception {
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
                        steps.workspace().toString(),
                        steps.state().resolve("k0").toString(),
                        steps.organism().toString(),
                        Integer.toString(killAt),
                        run);
        builder.environment().put("PATH", steps.path());
        return builder.redirectError(folder.resolve("err").toFile()).start();
    }

    private BestCodeProcess command(FiftySteps steps, String... words) {
        return bestcode(words)
                .with("--base-url", model.baseUrl(), "--approve", "all")
                .with("--organism", steps.organism(), "--data-dir", steps.state())
                .env("ANTHROPIC_API_KEY", "test-key")
                .env("PATH", steps.path())
                .in(steps.workspace());
    }

    private BestCodeProcess resume(FiftySteps steps) {
        return command(steps, "resume");
    }

    private static String runId(FiftySteps steps) {
        var directory = KernelDirectories.list(steps.state()).getFirst();
        return KernelDirectories.runs(directory).getFirst().run().value();
    }

    private static List<String> journal(FiftySteps steps) {
        var lines = new ArrayList<JournalLine>();
        var directory = KernelDirectories.list(steps.state()).getFirst();
        KernelDirectories.journal(
                directory,
                new JournalQuery(new JournalQuery.From(1), Optional.empty()),
                lines::add);
        return lines.stream().map(KillAnywhereTest::shown).toList();
    }

    /// An entry without numbers that every run draws anew.
    private static String shown(JournalLine line) {
        var message = line.message();
        var payload =
                switch (message.tag()) {
                    case "RequestRecipe" -> "";
                    case "LlmReply" ->
                            Json.text(
                                    Json.parseObject(message.payload().utf8())
                                            .requireArray("content"));
                    case "AgentResult" ->
                            Json.parseObject(message.payload().utf8()).requireString("text");
                    default -> message.payload().utf8();
                };
        return "%s %s > %s %s %s %s"
                .formatted(
                        message.kind(),
                        message.sender(),
                        message.listener(),
                        message.tag(),
                        message.call(),
                        payload)
                .replaceAll("toolu_\\d+", "toolu");
    }

    /// Entries of one journal that another has not, each as often as that.
    private static List<String> without(List<String> journal, List<String> other) {
        var left = new ArrayList<>(journal);
        other.forEach(left::remove);
        return left;
    }

    /// What a recovery says in place of a call's own answer.
    private static boolean isRecovery(String entry) {
        return entry.contains("outcome unknown: ") || entry.contains("had done its work");
    }
}

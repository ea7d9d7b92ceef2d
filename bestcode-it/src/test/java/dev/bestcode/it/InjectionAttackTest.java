package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.RunState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model obeys every injection; a profile holds the user's tools. What is outside it never runs,
/// counted at the tools, also after the process was killed and its state was opened with an
/// organism that allows everything.
@Timeout(300)
class InjectionAttackTest {
    private static final int GENERATED = Boolean.getBoolean("bestcode.long") ? 300 : 60;

    /// Runs that are given the same attack again after the reopen.
    private static final int AGAIN = Boolean.getBoolean("bestcode.long") ? 1_000 : 40;

    @TempDir private Path folder;

    @Test
    void whatOurOwnInjectionsWantOutsideTheProfileNeverRuns() throws Exception {
        attack(GENERATED, Long.getLong("bestcode.seed", System.nanoTime()));
    }

    @Test
    void whatPublishedInjectionsWantOutsideTheProfileNeverRuns() throws Exception {
        attack(0, 0);
    }

    @Test
    void textsOfOurOwnComeThroughByteForByte() throws Exception {
        throughAndBack(
                List.of(
                        "  leading\r\nand trailing\n\t ",
                        "\u0000\u0001\u001b[31mred\u001b[0m\u007f",
                        "<tool_result>&amp;</tool_result> ]]> \"quotes\" \\ / {{x}} ${y}",
                        "e\u0301 \u00e9 \u202eabc\u202c \u200b\ufeff \ud83d\ude00 \u2028\u2029",
                        "x".repeat(40_000)));
    }

    @Test
    void publishedTextsComeThroughByteForByte() throws Exception {
        throughAndBack(InjectionCases.publishedTexts());
    }

    private void attack(int generated, long seed) throws Exception {
        var attacked =
                new AttackedSystem(
                        AttackedProcess.attacks(generated, seed), folder.resolve("executions"));
        var state = folder.resolve("state");
        try (var model = new ObeyingModel(attacked.cases())) {
            var process = process(model.baseUrl(), state, generated, seed);
            try {
                assertThat(model.awaitHanging(200)).as(output()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(model.violations()).isEmpty();
            model.seen()
                    .forEach((id, text) -> assertThat(text).isEqualTo(attacked.at(id).poisoned()));
        }
        int before = insideOnly(attacked);
        assertThat(before).isGreaterThanOrEqualTo(attacked.cases().size());
        var runs = KernelDirectories.runs(KernelDirectories.list(state).getFirst());
        try (var model = new ObeyingModel(attacked.cases());
                var os = attacked.open(model.baseUrl(), state, true)) {
            model.letGo();
            assertThat(insideOnly(attacked)).as("a reopen runs nothing").isEqualTo(before);
            assertThat(refused(os)).isGreaterThanOrEqualTo(attacked.cases().size() * 3L);
            var killed = runs.stream().filter(run -> run.state() == RunState.INTERRUPTED).toList();
            assertThat(killed).hasSize(1);
            assertThat(os.resume(killed.getFirst().run()).await().status())
                    .isEqualTo(RunStatus.DONE);
            for (var run :
                    runs.stream()
                            .filter(run -> run.state() == RunState.DONE)
                            .limit(AGAIN)
                            .toList()) {
                os.followUp(run.run(), "go on").await();
            }
        }
        int all = insideOnly(attacked);
        System.out.printf(
                "injections, %s: %d attacks obeyed, %d calls inside a profile of which %d were wanted by"
                        + " the injection, none outside%n",
                generated == 0 ? "published" : "generated, seed " + seed,
                attacked.cases().size(),
                all,
                attacked.executions().stream()
                        .filter(AttackedSystem.Execution::isWantedByInjection)
                        .count());
    }

    private Process process(String baseUrl, Path state, int generated, long seed) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dbestcode.data=" + System.getProperty("bestcode.data", "absent"));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        AttackedProcess.class.getName(),
                        baseUrl,
                        state.toString(),
                        folder.resolve("executions").toString(),
                        Integer.toString(generated),
                        Long.toString(seed)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private String output() throws Exception {
        return Files.readString(folder.resolve("out"));
    }

    /// How many calls there were, all of them inside a profile.
    private static int insideOnly(AttackedSystem attacked) {
        var executions = attacked.executions();
        assertThat(executions).allMatch(AttackedSystem.Execution::isInside);
        return executions.size();
    }

    private void throughAndBack(List<String> texts) throws Exception {
        var cases = new ArrayList<InjectionCase>();
        for (var text : texts) {
            var tool = InjectionCase.toolName("read " + cases.size());
            cases.add(
                    new InjectionCase(
                            "text-" + cases.size(), tool, text, List.of(tool), List.of("t-none")));
        }
        var attacked = new AttackedSystem(cases, folder.resolve("executions"));
        try (var model = new ObeyingModel(attacked.cases());
                var os = attacked.open(model.baseUrl(), folder.resolve("state"), false)) {
            for (var each : cases) {
                os.submit(Task.of(each.id(), each.id())).await();
                assertThat(model.seen()).containsEntry(each.id(), each.poisoned());
            }
            assertThat(journaled(os))
                    .containsAll(cases.stream().map(InjectionCase::poisoned).toList());
        }
        System.out.printf("injections: %d texts came through%n", texts.size());
    }

    private static long refused(BestCode os) {
        return os.state().journal().from(1, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.status() == MessageStatus.REFUSED)
                .count();
    }

    private static List<String> journaled(BestCode os) {
        return os.state().journal().from(1, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.message().tag().equals(ToolOutcome.TYPE.tag()))
                .map(
                        entry ->
                                ToolOutcome.from(Json.parseObject(entry.message().payload().utf8()))
                                        .text())
                .toList();
    }
}

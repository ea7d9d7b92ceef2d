package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/// One task that an agent is given: what its model answers, turn by turn, before its last words.
/// @param curated whether a librarian keeps its context, and `sleep` may be started
/// @param lastWords the answer that ends it
record AgentScenario(
        String name, boolean curated, int turns, IntFunction<Step> turn, String lastWords) {
    static final int SMALL_BYTES = 400;
    static final int LARGE_BYTES = 4_000;
    private static final int STREAMED_BYTES = 200_000;
    private static final int STREAMED_DELTA = 10;
    private static final int SLEEPERS = 8;

    static AgentScenario hello() {
        return new AgentScenario("hello", false, 0, _ -> answer(""), "done");
    }

    /// Each turn reads another small file.
    static AgentScenario reads(int turns) {
        return new AgentScenario("read", false, turns, file -> read(Workload.small(file)), "done");
    }

    /// Each turn starts a program.
    static AgentScenario commands(int turns) {
        return new AgentScenario(
                "shell",
                false,
                turns,
                file -> calls(tool("command-exec", command("ls -l " + Workload.small(file)))),
                "done");
    }

    /// Last words of 200 KB, a few letters at a time.
    static AgentScenario streams() {
        return new AgentScenario(
                "stream", false, 0, _ -> answer(""), "0123456789".repeat(STREAMED_BYTES / 10));
    }

    /// Each turn reads 4 KB that were not read before.
    static AgentScenario longReads(int turns) {
        return new AgentScenario("long", true, turns, file -> read(Workload.large(file)), "done");
    }

    /// One answer asks for eight commands that wait for a second each.
    static AgentScenario sleepers() {
        var sleep = tool("command-exec", command("sleep 1"));
        return new AgentScenario(
                "parallel",
                true,
                1,
                _ -> calls(Collections.nCopies(SLEEPERS, sleep).toArray(Step.ToolCall[]::new)),
                "done");
    }

    private static Step read(String path) {
        return calls(tool("file-read", "{\"path\":\"%s\"}".formatted(path)));
    }

    private static String command(String line) {
        return "{\"command\":\"%s\"}".formatted(line);
    }

    /// A model that plays it.
    ScriptedModel model() {
        var model = ScriptedModel.builder().deltaCodePoints(STREAMED_DELTA);
        for (int number = 0; number < turns; number++) {
            model.script(turn.apply(number));
        }
        return model.script(answer(lastWords)).start();
    }

    static List<AgentScenario> all(int turns, int longTurns) {
        return List.of(
                hello(),
                reads(turns),
                commands(turns),
                streams(),
                longReads(longTurns),
                sleepers());
    }
}

package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/// One task that an agent is given: what its model answers, turn by turn, before its last words.
/// @param curated whether a librarian keeps our agent's context, and `sleep` may be started
/// @param lastWords the answer that ends it
record AgentScenario(String name, boolean curated, int turns, Turn turn, String lastWords) {
    static final int SMALL_BYTES = 400;
    static final int LARGE_BYTES = 4_000;
    private static final int STREAMED_BYTES = 200_000;
    private static final int STREAMED_DELTA = 10;
    private static final int SLEEPERS = 8;

    /// What the model asks for in one answer.
    interface Turn {
        Step asked(int number, AgentTools tools);
    }

    static AgentScenario hello() {
        return new AgentScenario("hello", false, 0, (_, _) -> answer(""), "done");
    }

    /// Each turn reads another small file.
    static AgentScenario reads(int turns) {
        return new AgentScenario(
                "read",
                false,
                turns,
                (file, tools) -> calls(tools.read(Workload.small(file))),
                "done");
    }

    /// Each turn starts a program.
    static AgentScenario commands(int turns) {
        return new AgentScenario(
                "shell",
                false,
                turns,
                (file, tools) -> calls(tools.shell("ls -l " + Workload.small(file))),
                "done");
    }

    /// Last words of 200 KB, a few letters at a time.
    static AgentScenario streams() {
        return new AgentScenario(
                "stream", false, 0, (_, _) -> answer(""), "0123456789".repeat(STREAMED_BYTES / 10));
    }

    /// Each turn reads 4 KB that were not read before.
    static AgentScenario longReads(int turns) {
        return new AgentScenario(
                "long",
                true,
                turns,
                (file, tools) -> calls(tools.read(Workload.large(file))),
                "done");
    }

    /// One answer asks for eight commands that wait for a second each.
    static AgentScenario sleepers() {
        return new AgentScenario("parallel", true, 1, (_, tools) -> calls(sleeps(tools)), "done");
    }

    private static Step.ToolCall[] sleeps(AgentTools tools) {
        return Collections.nCopies(SLEEPERS, tools.shell("sleep 1")).toArray(Step.ToolCall[]::new);
    }

    /// A model that plays it in the words of our tools, and checks what it is asked.
    ScriptedModel model() {
        var model = ScriptedModel.builder().deltaCodePoints(STREAMED_DELTA);
        steps(AgentTools.OURS).forEach(model::script);
        return model.start();
    }

    /// A model that plays it for an agent of others: what is asked without tools, such as for a
    /// summary or a title, is answered beside the script.
    /// @param steps what it is to answer; taken from as it is asked
    static ScriptedModel model(Queue<Step> steps) {
        return ScriptedModel.builder()
                .deltaCodePoints(STREAMED_DELTA)
                .unchecked()
                .otherwise(computed(body -> hasTools(body) ? next(steps) : answer("noted")))
                .start();
    }

    private static boolean hasTools(JsonObject body) {
        return !body.array("tools").orElse(JsonArray.EMPTY).values().isEmpty();
    }

    private static Step next(Queue<Step> steps) {
        var step = steps.poll();
        return step == null ? answer("done") : step;
    }

    List<Step> steps(AgentTools tools) {
        var steps = new ArrayList<Step>();
        for (int number = 0; number < turns; number++) {
            steps.add(turn.asked(number, tools));
        }
        steps.add(answer(lastWords));
        return steps;
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

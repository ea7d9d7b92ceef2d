package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.tool;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.nio.file.Path;
import java.util.ArrayList;

/// Systems and scripts whose runs are replayed.
final class Replays {
    private Replays() {}

    static BestCodeBuilder system(KernelStorage storage, LlmClient model, Path workspace) {
        return BestCode.builder()
                .storage(storage)
                .llm(model)
                .tools(NativeTools.in(Workspace.at(workspace)));
    }

    /// So many turns, with calls of every kind: side by side, failing, refused, of no tool, with
    /// arguments that do not fit, writing.
    static Step[] turns(int count) {
        var steps = new ArrayList<Step>();
        for (int turn = 0; turn < count - 1; turn++) {
            steps.add(turn(turn));
        }
        steps.add(answer("All done."));
        return steps.toArray(Step[]::new);
    }

    private static Step turn(int turn) {
        return switch (turn % 5) {
            case 0 ->
                    calls(
                            tool("file-read", "{\"path\":\"a.txt\"}"),
                            tool("glob", "{\"pattern\":\"*\"}"),
                            tool("file-read", "{\"path\":\"missing.txt\"}"));
            case 1 ->
                    say("Writing.")
                            .callTool("file-write", written(turn))
                            .callTool("file-read", "{\"path\":\"made-%d\"}".formatted(turn));
            case 2 -> calls(tool("no-such-tool", "{\"z\":1,\"a\":{\"y\":2,\"b\":3}}"));
            case 3 -> calls(tool("grep", "{\"pattern\":%d}".formatted(turn)));
            default ->
                    calls(
                            tool("command-exec", "{\"command\":\"curl x\"}"),
                            tool("grep", "{\"pattern\":\"line %d\"}".formatted(turn)));
        };
    }

    private static String written(int turn) {
        return Json.text(
                JsonObject.builder()
                        .put("path", "made-" + turn)
                        .put("content", "line %d\n".formatted(turn).repeat(turn + 1))
                        .build());
    }
}

package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.say;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class StreamJsonTest {
    @TempDir private Path folder;

    @Test
    void everyLineIsAnEventAndComesWhenItHappens() throws Exception {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "alpha\n");
        var resultSeen = new CountDownLatch(1);
        var errors = folder.resolve("err");
        try (var model =
                ScriptedModel.start(
                        say("Looking.").callTool("file-read", "{\"path\":\"a.txt\"}"),
                        computed(_ -> answerAfter(resultSeen)))) {
            var process =
                    bestcode("run", "--base-url", model.baseUrl(), "--output", "stream-json")
                            .with("--data-dir", folder.resolve("state"), "look")
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .start(errors);
            var events = new ArrayList<JsonObject>();
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    var event = Json.parseObject(line);
                    events.add(event);
                    if (event.requireString("type").equals("tool_result")) {
                        resultSeen.countDown();
                    }
                }
            }

            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            assertThat(events.stream().map(event -> event.requireString("type")))
                    .containsExactly(
                            "run_started",
                            "message",
                            "usage",
                            "tool_call",
                            "tool_result",
                            "message",
                            "usage",
                            "run_finished");
            assertThat(events).allMatch(StreamJsonTest::beginsWithTypeRunThreadSeq);
            assertThat(events.stream().map(event -> event.requireLong("seq"))).isSorted();
            assertThat(events.getLast().requireString("text")).isEqualTo("alpha, then");
        }
    }

    /// Answers only once the test has read the event before: nothing is held back to the end.
    private static Step answerAfter(CountDownLatch seen) {
        try {
            return answer(seen.await(60, TimeUnit.SECONDS) ? "alpha, then" : "nobody saw it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer("interrupted");
        }
    }

    private static boolean beginsWithTypeRunThreadSeq(JsonObject event) {
        var names = event.members().keySet().stream().limit(4).toList();
        return names.equals(List.of("type", "run", "thread", "seq"));
    }
}

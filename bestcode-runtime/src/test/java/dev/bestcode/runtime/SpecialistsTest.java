package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.AgentStarted;
import dev.bestcode.api.event.BestCodeEvent.Committed;
import dev.bestcode.api.event.BestCodeEvent.MessageSpoken;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Twenty specialists beside one another on one kernel: each hears its own task and results alone,
/// in order, and its caller gets each answer for the call that it was asked with.
@Timeout(300)
class SpecialistsTest {
    private static final int SPECIALISTS = 20;
    private static final int TURNS = 5;
    private static final Pattern OWN = Pattern.compile("own number is (\\d+)\\.");
    private static final Pattern SECRET = Pattern.compile("secret-(\\d+)-");

    @TempDir private Path folder;

    @Test
    void nothingOfOneReachesAnotherAndEachIsInOrder() throws Exception {
        for (int i = 0; i < SPECIALISTS; i++) {
            for (int turn = 0; turn < TURNS; turn++) {
                Files.writeString(
                        folder.resolve("%d-%d.txt".formatted(i, turn)),
                        "secret-%d-%d".formatted(i, turn));
            }
        }
        var events = new ConcurrentLinkedQueue<BestCodeEvent>();
        try (var model = ScriptedModel.builder().otherwise(computed(this::next)).start();
                var os =
                        Team.system(model, folder, ", concurrency: 20")
                                .events(events::add)
                                .build()) {
            var result = os.submit(Task.of("leading", "lead").withListener("lead")).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(model.violations()).isEmpty();
            for (var request : model.requests()) {
                if (!Team.isLead(request.body())) {
                    assertThat(secrets(request.body()))
                            .allMatch(String.valueOf(own(request.body()))::equals);
                }
            }
            var last = model.requests().getLast().body();
            var answers = results(last);
            assertThat(answers).hasSize(SPECIALISTS);
            answers.forEach((call, text) -> assertThat(text).contains("I was " + call));
        }
        assertOrder(events);
    }

    /// A specialist says its number and its turn, turn after turn, on one thread of its own.
    private static void assertOrder(Queue<BestCodeEvent> events) {
        Map<ThreadId, List<String>> said = new LinkedHashMap<>();
        long seq = 0;
        for (var event : events) {
            if (event instanceof Committed committed) {
                assertThat(committed.seq()).isGreaterThanOrEqualTo(seq);
                seq = committed.seq();
            }
            if (event instanceof AgentStarted started) {
                said.put(started.thread(), new ArrayList<>());
            } else if (event instanceof MessageSpoken spoken && said.containsKey(spoken.thread())) {
                said.computeIfAbsent(spoken.thread(), _ -> new ArrayList<>()).add(spoken.text());
            }
        }
        assertThat(said).hasSize(SPECIALISTS);
        for (var words : said.values()) {
            var number = words.getFirst().replaceAll(" .*", "");
            var expected =
                    new ArrayList<>(
                            IntStream.range(0, TURNS).mapToObj(t -> number + " at " + t).toList());
            expected.add("I was " + number);
            assertThat(words).isEqualTo(expected);
        }
    }

    private Step next(JsonObject request) {
        int turn = request.requireArray("messages").values().size() / 2;
        if (Team.isLead(request)) {
            return turn == 0
                    ? calls(
                            IntStream.range(0, SPECIALISTS)
                                    .mapToObj(
                                            i ->
                                                    tool(
                                                            "help",
                                                            "{\"task\":\"your own number is %d.\"}"
                                                                    .formatted(i)))
                                    .toArray(Step.ToolCall[]::new))
                    : answer("all of them");
        }
        int own = own(request);
        return turn == TURNS
                ? answer("I was " + own)
                : Step.say("%d at %d".formatted(own, turn))
                        .callTool("file-read", "{\"path\":\"%d-%d.txt\"}".formatted(own, turn));
    }

    private static int own(JsonObject request) {
        var own = OWN.matcher(Json.text(request));
        assertThat(own.find()).isTrue();
        return Integer.parseInt(own.group(1));
    }

    private static List<String> secrets(JsonObject request) {
        return SECRET.matcher(Json.text(request)).results().map(it -> it.group(1)).toList();
    }

    /// The last results, by the number that their call asked for.
    private static Map<String, String> results(JsonObject request) {
        var messages = request.requireArray("messages").values();
        var numbers = new LinkedHashMap<String, String>();
        for (var block :
                ((JsonObject) messages.get(messages.size() - 2)).requireArray("content").values()) {
            var use = (JsonObject) block;
            var task = use.requireObject("input").requireString("task");
            numbers.put(use.requireString("id"), task.replaceAll("\\D", ""));
        }
        var results = new LinkedHashMap<String, String>();
        for (var block : ((JsonObject) messages.getLast()).requireArray("content").values()) {
            var result = (JsonObject) block;
            results.put(
                    numbers.getOrDefault(result.requireString("tool_use_id"), "?"),
                    Json.text(result));
        }
        return results;
    }
}

package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A provider's cache is worth what stays the same: each request, cache marks removed, has the one
/// before as its prefix, but for those before which the kernel has folds recorded.
class RequestPrefixTest {
    private static final int TURNS = 60;
    private static final int WINDOW = 10_000;

    @TempDir private Path folder;
    private volatile Optional<BestCode> system = Optional.empty();
    private final List<Asked> asked = new ArrayList<>();

    /// One request, and how the segments of its conversation stood in the kernel when it came.
    private record Asked(JsonObject body, Map<SegmentId, Tier> tiers) {}

    @Test
    void withoutALibrarianEveryRequestHasTheOneBeforeAsItsPrefix() throws Exception {
        run(false);

        assertThat(asked).hasSize(TURNS + 1);
        for (int at = 1; at < asked.size(); at++) {
            assertThat(isPrefix(asked.get(at - 1), asked.get(at))).as("request %d", at).isTrue();
        }
    }

    @Test
    void withOneThatHoldsButAtTheFoldsThatTheKernelHas() throws Exception {
        run(true);

        int folds = 0;
        for (int at = 1; at < asked.size(); at++) {
            var before = asked.get(at - 1);
            var now = asked.get(at);
            boolean folded =
                    before.tiers().entrySet().stream()
                            .anyMatch(it -> now.tiers().get(it.getKey()) != it.getValue());
            assertThat(isPrefix(before, now))
                    .as("request %d, folded: %s", at, folded)
                    .isNotEqualTo(folded);
            folds += folded ? 1 : 0;
        }
        assertThat(folds).isBetween(2, TURNS / 4);
    }

    private void run(boolean librarian) throws Exception {
        for (int turn = 0; turn < TURNS; turn++) {
            var line = "line of file " + turn + " that is here to be read\n";
            Files.writeString(folder.resolve("file" + turn), line.repeat(30));
        }
        try (var model = ScriptedModel.builder().otherwise(computed(this::next)).start();
                var os =
                        BestCode.builder()
                                .organism(OrganismYaml.parse(organism(librarian), folder))
                                .llm(
                                        AnthropicClient.builder()
                                                .apiKey("key")
                                                .baseUrl(model.baseUrl())
                                                .build())
                                .tools(NativeTools.in(Workspace.at(folder)))
                                .storage(FileStorage.inMemory())
                                .contextWindow(WINDOW)
                                .build()) {
            system = Optional.of(os);
            var result = os.submit(Task.of("coding", "read all")).await();
            assertThat(model.violations()).isEmpty();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
        }
    }

    private Step next(JsonObject body) {
        int turn = asked.size();
        asked.add(new Asked(body, tiers()));
        return turn < TURNS
                ? calls(tool("file-read", "{\"path\":\"file%d\"}".formatted(turn)))
                : answer("done");
    }

    private Map<SegmentId, Tier> tiers() {
        var state = system.orElseThrow().state();
        var run = state.runs().all().getFirst();
        return state.contexts().segments(run.thread()).stream()
                .collect(Collectors.toMap(SegmentRow::id, SegmentRow::tier));
    }

    private static boolean isPrefix(Asked before, Asked now) {
        var one = messages(before.body());
        var other = messages(now.body());
        return head(before.body()).equals(head(now.body()))
                && other.size() >= one.size()
                && other.subList(0, one.size()).equals(one);
    }

    /// What stands before the messages.
    private static List<Optional<JsonValue>> head(JsonObject body) {
        return List.of(unmarked(body.get("system")), unmarked(body.get("tools")));
    }

    private static List<JsonValue> messages(JsonObject body) {
        return body.requireArray("messages").values().stream()
                .map(RequestPrefixTest::unmarked)
                .toList();
    }

    private static Optional<JsonValue> unmarked(Optional<JsonValue> value) {
        return value.map(RequestPrefixTest::unmarked);
    }

    private static JsonValue unmarked(JsonValue value) {
        return Json.parse(Json.text(value).replaceAll(",\"cache_control\":\\{[^}]*\\}", ""));
    }

    private static String organism(boolean librarian) {
        return """
        listeners:
          - name: coder
            payload_class: agent.AgentTask
            handler: agent.handle
            description: Reads
            agent: {prompt: coder, max_tokens: 1000}
            peers: [file-read]
            librarian: %s
        profiles:
          coding: {listeners: [coder, file-read]}
        """
                .formatted(librarian);
    }
}

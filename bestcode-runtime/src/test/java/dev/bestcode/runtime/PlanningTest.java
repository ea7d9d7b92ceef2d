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
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/// The example of a planner: a task becomes stories, each done on a thread of its own, checked by
/// its own test, and folded into the plan.
@Timeout(120)
class PlanningTest {
    private static final Path EXAMPLE =
            Path.of("").toAbsolutePath().resolveSibling("examples/team/organism.yaml");

    private static final Pattern TITLE = Pattern.compile("title: (\\w+)");
    private static final Pattern FOLD = Pattern.compile("\\[#(\\d+) folded\\] scratch of story");

    @TempDir private Path folder;
    private final Queue<String> order = new ConcurrentLinkedQueue<>();

    @Test
    void storiesAreDoneInOrderAndOneWhoseTestFailsComesBackAsFailed() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(computed(this::next)).start();
                var os =
                        BestCode.builder()
                                .organism(OrganismYaml.read(EXAMPLE))
                                .llm(
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("key")
                                                .build())
                                .tools(NativeTools.in(Workspace.at(folder)))
                                .storage(FileStorage.inMemory())
                                .approveAll(true)
                                .build()) {
            var result = os.submit(Task.of("planning", "two files")).await();

            assertThat(model.violations()).isEmpty();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(order).containsExactly("first", "first", "second", "second");
            assertThat(folder.resolve("first.txt")).hasContent("first");
            var results = plan(model).get(1);
            assertThat(results).contains("Its check 'ls first.txt' succeeded.");
            assertThat(results).contains("Its check 'ls third.txt' did not succeed");
            assertThat(plan(model).get(2)).contains("file-write", "content", "task: title: first");
        }
    }

    /// What the planner's requests say, one after the other.
    private static List<String> plan(ScriptedModel model) {
        return model.requests().stream()
                .map(it -> Json.text(it.body()))
                .filter(it -> it.contains("You plan, others do."))
                .toList();
    }

    private Step next(JsonObject request) {
        var text = Json.text(request);
        int messages = request.requireArray("messages").values().size();
        if (text.contains("You plan, others do.")) {
            return switch (messages) {
                case 1 -> calls(story("first", "ls first.txt"), story("second", "ls third.txt"));
                case 3 -> recall(text);
                default -> answer("one of two");
            };
        }
        var title = TITLE.matcher(text);
        assertThat(title.find()).isTrue();
        var name = title.group(1);
        order.add(name);
        return messages == 1
                ? calls(
                        tool(
                                "file-write",
                                "{\"path\":\"%s.txt\",\"content\":\"%s\"}".formatted(name, name)))
                : answer("written");
    }

    private static Step recall(String request) {
        var fold = FOLD.matcher(request);
        assertThat(fold.find()).as("a story's way is one fold beside its result").isTrue();
        return calls(tool("recall", "{\"id\":%s}".formatted(fold.group(1))));
    }

    private static Step.ToolCall story(String title, String test) {
        return tool(
                "story",
                "{\"title\":\"%s\",\"goal\":\"there is a file\",\"test\":\"%s\"}"
                        .formatted(title, test));
    }
}

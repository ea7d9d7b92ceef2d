package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// `rewind`, `fork` and `runs show` as a person uses them, each process a real one.
class GoingBackTest {
    @TempDir private Path folder;

    private BestCodeProcess command(ScriptedModel model, String... words) throws Exception {
        return bestcode(words)
                .with("--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "test-key")
                .in(Files.createDirectories(folder.resolve("workspace")));
    }

    private BestCodeProcess without(String... words) {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .in(folder.resolve("workspace"));
    }

    private static Step write(String content) {
        return calls(tool("file-write", "{\"path\":\"f\",\"content\":\"%s\"}".formatted(content)));
    }

    @Test
    void theLastTaskIsUndoneForwardUndoesThatAndAForkGoesOn() throws Exception {
        try (var model =
                ScriptedModel.start(
                        write("one"),
                        answer("first"),
                        write("two"),
                        answer("second"),
                        answer("third"))) {
            var first = command(model, "run", "--output", "json", "write one").run();
            assertThat(first.exit()).as(first.err()).isZero();
            var run = Json.parseObject(first.out()).requireString("run");
            assertThat(command(model, "resume", run, "write two").run().exit()).isZero();
            var file = folder.resolve("workspace/f");
            assertThat(file).hasContent("two");

            var shown = without("runs", "show", run, "--output", "text").run();
            assertThat(shown.out()).contains("call file-write", "changed  f");

            var back = without("rewind", run, "--output", "json").run();
            assertThat(back.exit()).as(back.err()).isZero();
            assertThat(file).hasContent("one");
            var next = Json.parseObject(back.out()).requireString("next");
            assertThat(next).isNotEqualTo(run);

            assertThat(without("rewind", run, "--forward").run().exit()).isZero();
            assertThat(file).hasContent("two");

            var third = command(model, "fork", next, "say three").run();
            assertThat(third.out().strip()).isEqualTo("third");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("write one", "say three")
                    .doesNotContain("write two");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatCannotBeDoneIsAMistakeInUsage() throws Exception {
        Files.createDirectories(folder.resolve("workspace"));
        var none = without("rewind", "r-none").run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("there is no run r-none");
        assertThat(without("fork", "r-none").run().exit()).isEqualTo(2);
    }
}

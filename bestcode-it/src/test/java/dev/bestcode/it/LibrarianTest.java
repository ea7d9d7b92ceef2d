package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ReceivedRequest;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A run that reads more than it can show, over HTTP, in a real process; and what `explain` says of
/// it.
class LibrarianTest {
    private static final int FILES = 14;

    /// The high watermark in bytes of estimate, and what comes on top before a request is built.
    private static final int REQUEST_BYTES_MAX = 3 * 70_000 + 60_000;

    private static final Pattern FOLD =
            Pattern.compile("\\[#(\\d+) folded\\] called file-read .{0,30}file0\\.txt");

    @TempDir private Path folder;

    @Test
    void whatIsReadBeyondTheWatermarkFoldsIsRecalledAndExplained() throws Exception {
        var workspace = Files.createDirectories(folder.resolve("workspace"));
        var organism = folder.resolve("organism.yaml");
        Files.writeString(
                organism,
                """
                listeners:
                  - name: coder
                    payload_class: agent.AgentTask
                    handler: agent.handle
                    description: Reads
                    agent: {prompt: coder}
                    peers: [file-read]
                    librarian: true
                profiles:
                  coding: {listeners: [coder, file-read]}
                """);
        var steps = new ArrayList<Step>();
        for (int i = 0; i < FILES; i++) {
            Files.writeString(workspace.resolve("file" + i + ".txt"), lines(i));
            steps.add(calls(tool("file-read", "{\"path\":\"file%d.txt\"}".formatted(i))));
        }
        steps.add(computed(LibrarianTest::recall));
        steps.add(answer("read and remembered"));

        try (var model = ScriptedModel.builder().script(steps.toArray(Step[]::new)).start()) {
            var ended =
                    bestcode(
                                    "run",
                                    "--base-url",
                                    model.baseUrl(),
                                    "--organism",
                                    organism.toString())
                            .with("--output", "json", "--data-dir", folder.resolve("state"))
                            .with("read everything")
                            .env("ANTHROPIC_API_KEY", "test-key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(model.violations()).isEmpty();
            assertThat(model.requests())
                    .extracting(ReceivedRequest::bodyBytes)
                    .allMatch(bytes -> bytes < REQUEST_BYTES_MAX);
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("line 3 of file 0 is here");
            explain(Json.parseObject(ended.out()).requireString("run"), workspace);
        }
    }

    private void explain(String run, Path workspace) throws Exception {
        var all =
                bestcode("explain", run)
                        .with("--data-dir", folder.resolve("state"), "--output", "text")
                        .in(workspace)
                        .run();
        assertThat(all.exit()).as(all.err()).isZero();
        var folded = Pattern.compile("#(\\d+) +assistant +folded").matcher(all.out());
        assertThat(folded.find()).as(all.out()).isTrue();
        var one =
                bestcode("explain", run, folded.group(1))
                        .with("--data-dir", folder.resolve("state"), "--output", "text")
                        .in(workspace)
                        .run();
        assertThat(one.out())
                .contains("shown: [#", "called file-read", "over 70,000", "of least use");
        var none =
                bestcode("explain", run, "999999")
                        .with("--data-dir", folder.resolve("state"))
                        .in(workspace)
                        .run();
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).contains("has no call '999999' and no such segment");
    }

    private static Step recall(JsonObject body) {
        var fold = FOLD.matcher(Json.text(body));
        assertThat(fold.find()).as("a fold of the first file").isTrue();
        return calls(tool("recall", "{\"id\":%s}".formatted(fold.group(1))));
    }

    private static String lines(int file) {
        return IntStream.range(0, 900)
                .mapToObj(
                        line ->
                                "line %d of file %d is here, with value %d"
                                        .formatted(line, file, line * file))
                .collect(Collectors.joining("\n"));
    }
}

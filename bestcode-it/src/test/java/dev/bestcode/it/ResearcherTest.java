package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// A capability is a route in a dispatch table, or it does not exist (G2).
class ResearcherTest {
    @TempDir private Path folder;

    @Test
    void aResearcherThatWritesIsAnsweredWithARefusalWhichTheJournalKeeps() throws Exception {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        var file = Files.writeString(workspace.resolve("a.txt"), "untouched");
        var state = folder.resolve("state");
        try (var model =
                ScriptedModel.start(
                        calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                        calls(tool("file-write", "{\"path\":\"a.txt\",\"content\":\"taken\"}")),
                        answer("I may not write."))) {
            var ended =
                    bestcode("run", "--base-url", model.baseUrl(), "--profile", "researcher")
                            .with("--approve", "all", "--data-dir", state, "change a.txt")
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).isEqualTo("I may not write.\n");
            assertThat(file).hasContent("untouched");
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("\"is_error\":true")
                    .contains("profile 'researcher'");
            assertThat(Json.text(model.requests().getFirst().body().requireArray("tools")))
                    .contains("file-read")
                    .doesNotContain("file-write");
        }
        try (var kernel =
                WalKernel.open(FileStorage.at(state.resolve("k0")), KernelOptions.defaults())) {
            assertThat(kernel.state().journal().from(1, 10_000))
                    .filteredOn(entry -> entry.status() == MessageStatus.REFUSED)
                    .singleElement()
                    .satisfies(
                            entry -> {
                                assertThat(entry.message().sender()).isEqualTo("coder");
                                assertThat(entry.message().listener()).isEqualTo("file-write");
                                assertThat(entry.message().payload().utf8()).contains("taken");
                                assertThat(entry.reason()).contains("researcher");
                            });
        }
    }
}

package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `tools list|describe|find|call`, as a person uses them.
@Timeout(240)
class ToolsCommandsTest {
    @TempDir private Path folder;
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException {
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("a.txt"), "one\nneedle\n");
    }

    private BestCodeProcess tools(String... arguments) {
        return bestcode("tools")
                .with((Object[]) arguments)
                .with("--workspace", workspace)
                .env("HOME", folder.toString())
                .env("XDG_STATE_HOME", folder.resolve("state").toString())
                .in(folder);
    }

    @Test
    void aToolIsCalledThroughPipelineAndProfileAndTheJournalHasIt() throws Exception {
        var grep = tools("call", "grep", "{\"pattern\":\"needle\"}", "--output", "json").run();
        assertThat(grep.exit()).isZero();
        var json = Json.parseObject(grep.out());
        assertThat(json.bool("error")).contains(false);
        assertThat(grep.out()).contains("a.txt:2:needle");

        var text =
                tools("call", "file-read", "-", "--output", "text").typing("{\"path\":\"a.txt\"}");
        assertThat(text.run().out()).isEqualTo("1\tone\n2\tneedle\n\n");

        var journal =
                bestcode("journal", "tail", "--workspace", workspace.toString())
                        .env("HOME", folder.toString())
                        .env("XDG_STATE_HOME", folder.resolve("state").toString())
                        .in(folder)
                        .run();
        assertThat(journal.out()).contains("GrepRequest", "ToolOutcome", "needle");
    }

    @Test
    void whatFailsIsRefusedOrIsNotWhatTheToolTakesHasItsOwnStatus() throws Exception {
        var failed = tools("call", "file-read", "{\"path\":\"../x\"}", "--output", "text").run();
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.out()).contains("above the workspace's root");

        assertThat(tools("call", "grep", "{\"patern\":\"x\"}").run().exit()).isEqualTo(2);
        var usage = tools("call", "grep", "pattern=x").run();
        assertThat(usage.exit()).isEqualTo(2);
        assertThat(usage.err()).contains("ARGUMENTS must be a JSON object");

        var write = "{\"path\":\"new\",\"content\":\"x\"}";
        var refused =
                tools("call", "file-write", write, "--profile", "researcher", "--output", "json")
                        .run();
        assertThat(refused.exit()).isEqualTo(5);
        assertThat(Json.parseObject(refused.out()).requireObject("failure").requireString("kind"))
                .isEqualTo("no_route");
        assertThat(workspace.resolve("new")).doesNotExist();
        assertThat(tools("call", "no-such-tool").run().exit()).isEqualTo(5);
        assertThat(tools("call", "grep", "{}", "--profile", "nobody").run().exit()).isEqualTo(3);
    }

    @Test
    void toolsAreListedDescribedAndFound() throws Exception {
        var list = tools("list", "--output", "text").run();
        assertThat(list.exit()).isZero();
        assertThat(list.out()).contains("file-read", "grep", "command-exec");
        assertThat(tools("list", "--profile", "researcher", "--output", "text").run().out())
                .doesNotContain("command-exec");

        var described = tools("describe", "grep", "--output", "json").run();
        assertThat(described.out()).contains("\"pattern\"", "RE2");
        var unknown = tools("describe", "nothing").run();
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("there is no tool 'nothing'", "file-read");

        var found = tools("find", "search file contents for a word", "--output", "text").run();
        assertThat(found.exit()).isZero();
        assertThat(found.out().lines().findFirst().orElseThrow()).contains("grep");
    }
}

package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.HandMadeComponents;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A user's component as a listener of an organism, in the real program.
class ComponentRunTest {
    @TempDir private Path folder;
    private Path workspace = Path.of("");

    @BeforeEach
    void layProject() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.write(folder.resolve("echo.wasm"), HandMadeComponents.echo());
        Files.writeString(folder.resolve("o.yaml"), organism(""));
    }

    private static String organism(String pin) {
        return """
        listeners:
          - name: echo
            payload_class: tools.EchoRequest
            handler: wasm
            description: Says it again
            wasm: {path: echo.wasm%s}
          - name: coder
            peers: [echo]
        profiles:
          coding: {listeners: [coder, echo]}
        """
                .formatted(pin);
    }

    private BestCodeProcess command(String... arguments) {
        return bestcode(arguments)
                .with("--organism", folder.resolve("o.yaml"))
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString())
                .env("ANTHROPIC_API_KEY", "key")
                .in(workspace);
    }

    @Test
    void agentCallsTheComponentThatItsProfileLists() throws Exception {
        try (var model =
                ScriptedModel.start(
                        calls(tool("echo", "{\"text\":\"hallo\"}")), answer("it says hallo"))) {
            var result =
                    command("run", "--base-url", model.baseUrl())
                            .with("--data-dir", folder.resolve("state"), "say hallo")
                            .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(model.requests().get(1).body().toString()).contains("hallo", "tool_result");
            assertThat(model.violations()).isEmpty();
        }
        var listed = command("tools", "list").run();
        assertThat(listed.out()).contains("\"name\":\"echo\"", "Says it again");
        assertThat(command("audit", "--output", "json").run().out()).contains("\"echo\"");
    }

    private String folderOrganism(boolean readOnly) throws IOException {
        Files.copy(
                SourceTree.module("wasm").resolve("src/test/resources/dev/bestcode/wasm/peek.wasm"),
                folder.resolve("peek.wasm"));
        Files.createDirectories(folder.resolve("data/.git"));
        Files.writeString(folder.resolve("data/note"), "from the note");
        Files.writeString(folder.resolve("secret"), "canary");
        Files.createSymbolicLink(folder.resolve("data/out"), folder.resolve("secret"));
        return """
        listeners:
          - name: peek
            payload_class: tools.PeekRequest
            handler: wasm
            description: Reads a file
            wasm:
              path: peek.wasm
              function: peek
              capabilities: {filesystem: [{host_path: data, guest_path: /data, read_only: %1$s}]}
          - name: poke
            payload_class: tools.PokeRequest
            handler: wasm
            description: Writes a file
            wasm:
              path: peek.wasm
              function: poke
              capabilities: {filesystem: [{host_path: data, guest_path: /data, read_only: %1$s}]}
          - name: coder
            peers: [peek, poke]
        profiles:
          coding: {listeners: [coder, peek, poke], permissions: {peek: auto, poke: auto}}
        """
                .formatted(readOnly);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void componentReachesTheFolderOfItsListenerAndNothingBesideIt(boolean readOnly)
            throws Exception {
        Files.writeString(folder.resolve("o.yaml"), folderOrganism(readOnly));
        try (var model =
                ScriptedModel.start(
                        calls(
                                tool("peek", "{\"path\":\"note\"}"),
                                tool("peek", "{\"path\":\"out\"}"),
                                tool("peek", "{\"path\":\"../secret\"}"),
                                tool("poke", "{\"path\":\"new\",\"text\":\"made\"}"),
                                tool("poke", "{\"path\":\"out\",\"text\":\"evil\"}"),
                                tool("poke", "{\"path\":\".git/config\",\"text\":\"evil\"}")),
                        answer("done"))) {
            var result =
                    command("run", "--base-url", model.baseUrl())
                            .with("--data-dir", folder.resolve("state"), "look")
                            .run();
            assertThat(result.exit()).as(result.toString()).isZero();
            assertThat(model.requests().get(1).body().toString())
                    .contains("from the note", "\"value\":31")
                    .doesNotContain("canary");
        }
        assertThat(folder.resolve("secret")).hasContent("canary");
        assertThat(folder.resolve("data/.git")).isEmptyDirectory();
        if (readOnly) {
            assertThat(folder.resolve("data/new")).doesNotExist();
        } else {
            assertThat(folder.resolve("data/new")).hasContent("made");
        }
        assertThat(command("audit").run().out()).contains(folder.resolve("data").toString());
    }

    @Test
    void grantedFolderThatIsNotThereEndsTheStartWithASentence() throws Exception {
        Files.writeString(
                folder.resolve("o.yaml"),
                folderOrganism(true).replace("host_path: data", "host_path: absent"));
        var result = command("run", "--base-url", "http://127.0.0.1:9").with("look").run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err())
                .contains("listener 'peek': folder", "absent", "existing directory");
    }

    @Test
    void folderIsGrantedToACallByHand() throws Exception {
        folderOrganism(true);
        var file = folder.resolve("peek.wasm").toString();
        var data = folder.resolve("data");
        var read =
                bestcode("wasm", "call", "--read", data + "=/data", file, "peek")
                        .with("{\"path\":\"note\"}")
                        .in(workspace)
                        .run();
        assertThat(read.exit()).as(read.toString()).isZero();
        assertThat(read.out().strip()).isEqualTo("{\"tag\":\"ok\",\"value\":\"from the note\"}");
        var write =
                bestcode("wasm", "call", "--write", data + "=/data", file, "poke")
                        .with("{\"path\":\"new\",\"text\":\"made\"}")
                        .in(workspace)
                        .run();
        assertThat(write.exit()).as(write.toString()).isZero();
        assertThat(data.resolve("new")).hasContent("made");
    }

    @Test
    void componentThatWasChangedAfterItWasPinnedEndsTheStartWithASentence() throws Exception {
        Files.writeString(
                folder.resolve("o.yaml"), organism(", sha256: \"" + "0".repeat(64) + "\""));
        var result = command("run", "--base-url", "http://127.0.0.1:9").with("say hallo").run();
        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err())
                .contains("listener 'echo': ", "is pinned to 0000", "bestcode wasm inspect");
    }

    @Test
    void importThatIsNotGrantedEndsTheStartWithItsFunctionsAndTheLineToAdd() throws Exception {
        Files.write(
                folder.resolve("echo.wasm"), HandMadeComponents.importing("acme:shop/stock@1.2.0"));
        var result = command("run", "--base-url", "http://127.0.0.1:9").with("buy").run();
        assertThat(result.exit()).as(result.toString()).isEqualTo(3);
        assertThat(result.err())
                .contains(
                        "listener 'echo': ",
                        "import 'acme:shop/stock@1.2.0' (ask) is not granted",
                        "deny_stubs: ['acme:shop/stock']");
    }
}

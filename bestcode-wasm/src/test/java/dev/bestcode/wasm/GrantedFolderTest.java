package dev.bestcode.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Clocks;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.organism.WasmSpec.Randomness;
import dev.bestcode.api.organism.WasmSpec.Stdio;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;
import dev.bestcode.wasm.engine.Compiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A component that is granted a folder sees that one, in every call anew.
class GrantedFolderTest {
    @TempDir private Path folder;

    private static Capabilities granting(Folder... folders) {
        return new Capabilities(
                List.of(folders), Map.of(), Stdio.NONE, Clocks.COARSE, Randomness.SEEDED);
    }

    private WasmComponent load(boolean readOnly) {
        return ComponentRuntime.interpreting()
                .withFolders(PlainFolder::of)
                .load(
                        TestComponents.peek(),
                        granting(new Folder(folder, "/data", readOnly)),
                        List.of(),
                        WasmLimits.defaults());
    }

    private static String call(WasmComponent component, String function, String arguments)
            throws InterruptedException {
        return component
                .call(function, Json.parseObject(arguments))
                .value()
                .map(Json::text)
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fileIsReadAndWrittenOnBothEngines(boolean compiled) throws Exception {
        Files.writeString(folder.resolve("a"), "grüße");
        var component = load(false);
        if (compiled) {
            component.compile(Compiler.withoutCache(), 0);
        }
        assertThat(call(component, "peek", "{\"path\":\"a\"}"))
                .isEqualTo("{\"tag\":\"ok\",\"value\":\"grüße\"}");
        assertThat(call(component, "poke", "{\"path\":\"b\",\"text\":\"new\"}"))
                .isEqualTo("{\"tag\":\"ok\"}");
        assertThat(folder.resolve("b")).hasContent("new");
        assertThat(call(component, "peek", "{\"path\":\"../b\"}"))
                .isEqualTo("{\"tag\":\"error\",\"value\":31}");
    }

    @Test
    void grantDecidesWhatACallMayDoToTheWorldAndWhereItReadsFrom() throws Exception {
        var reading = tool(load(true));
        var writing = tool(load(false));
        assertThat(reading.effect()).isEqualTo(Effect.PURE);
        assertThat(writing.effect()).isEqualTo(Effect.OPAQUE);
        assertThat(reading.readsFrom(JsonObject.EMPTY))
                .containsExactly(Source.file(folder.toString()));
        var call =
                new ToolCall(JsonObject.EMPTY, new RunId("r-1"), "coding", new NoRights(), _ -> {});
        assertThat(writing.preview(call).paths()).containsExactly(folder.toString());
    }

    private static ToolPeer tool(WasmComponent component) throws InterruptedException {
        return WasmTools.of(component, "peek", "Reads", Optional.of("peek"));
    }

    @Test
    void folderThatNobodyOpensOrThatIsGrantedTwiceIsALoadError() {
        var bytes = TestComponents.peek();
        var data = new Folder(folder, "/data", true);
        var runtime = ComponentRuntime.interpreting();
        assertThatThrownBy(
                        () -> runtime.load(bytes, granting(data), List.of(), WasmLimits.defaults()))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("withFolders(Workspace::granted)");
        assertThatThrownBy(
                        () ->
                                runtime.withFolders(PlainFolder::of)
                                        .load(
                                                bytes,
                                                granting(data, data),
                                                List.of(),
                                                WasmLimits.defaults()))
                .isInstanceOf(LinkException.class)
                .hasMessage("two folders are granted as '/data'");
    }

    @Test
    void folderThatTheComponentDoesNotImportIsAWarning() {
        var component =
                ComponentRuntime.interpreting()
                        .inspect(
                                TestComponents.echo(),
                                granting(new Folder(folder, "/data", true)),
                                List.of(),
                                WasmLimits.defaults());
        assertThat(component.report().warnings())
                .containsExactly(
                        "'filesystem' is granted and the component does not import wasi:filesystem/preopens");
    }
}

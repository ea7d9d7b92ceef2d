package dev.bestcode.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class WasmToolsTest {
    @TempDir private Path folder;

    private static final ComponentRuntime RUNTIME = ComponentRuntime.interpreting();

    private static WasmComponent load(byte[] bytes) {
        return RUNTIME.load(bytes, Capabilities.NONE, List.of(), WasmLimits.defaults());
    }

    private static ToolOutcome call(ToolPeer tool, String arguments) throws InterruptedException {
        return tool.call(
                new ToolCall(
                        Json.parseObject(arguments),
                        new RunId("r-1"),
                        "coding",
                        new NoRights(),
                        _ -> {}));
    }

    @Test
    void functionOfAComponentIsAToolWithTheSchemaOfItsType() throws InterruptedException {
        var tool =
                WasmTools.of(
                        load(TestComponents.echo()), "echo", "Says it again", Optional.empty());
        assertThat(tool.descriptor().name()).isEqualTo("echo");
        assertThat(tool.effect()).isEqualTo(Effect.PURE);
        assertThat(Json.text(tool.descriptor().inputSchema()))
                .isEqualTo(
                        Json.text(
                                Json.parseObject(
                                        """
                                        {"type":"object","properties":{"text":{"type":"string"}},
                                         "required":["text"],"additionalProperties":false}
                                        """)));
        assertThat(call(tool, "{\"text\":\"hallo\"}"))
                .isEqualTo(ToolOutcome.succeeded("\"hallo\""));
    }

    @Test
    void argumentThatIsMissingOrUnknownFailsByName() throws InterruptedException {
        var tool =
                WasmTools.of(
                        load(TestComponents.echo()), "echo", "Says it again", Optional.empty());
        assertThat(call(tool, "{}")).isEqualTo(ToolOutcome.failed("'text' is missing"));
        assertThat(call(tool, "{\"text\":\"a\",\"more\":1}").text())
                .isEqualTo("[more] is unknown; allowed: [text]");
        assertThat(call(tool, "{\"text\":1}").text()).isEqualTo("'text' must be a string");
    }

    @Test
    void componentOfTheToolWorldDescribesItselfAndTakesXml() throws InterruptedException {
        var component =
                load(
                        TestComponents.xmlTool(
                                "shout",
                                "Says it louder",
                                "",
                                "ShoutRequest",
                                "",
                                "",
                                "{\"type\":\"object\"}"));
        var tool = WasmTools.of(component, "shout", "unused", Optional.empty());
        assertThat(tool.descriptor().description()).isEqualTo("Says it louder");
        assertThat(call(tool, "{\"text\":\"a < b\",\"times\":[1,2]}"))
                .isEqualTo(
                        ToolOutcome.succeeded(
                                "<ShoutRequest><text>a &lt; b</text><times>1</times><times>2</times></ShoutRequest>"));
    }

    @Test
    void listenerIsOneFunctionAndSaysWhichWhereThereAreSeveral() throws IOException {
        var file =
                Files.write(
                        folder.resolve("shout.wasm"),
                        TestComponents.xmlTool("a", "b", "c", "D", "", "", "{}"));
        var tools = new WasmTools(RUNTIME);
        assertThat(tools.tool(listener(file, Optional.of("get-metadata"))).descriptor())
                .satisfies(
                        one -> {
                            assertThat(one.name()).isEqualTo("shout");
                            assertThat(one.description()).isEqualTo("Of the listener");
                        });
        assertThatThrownBy(() -> tools.tool(listener(file, Optional.of("whisper"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "listener 'shout': component 'shout' has no function 'whisper'; there are [get-metadata, handle]");
        assertThatThrownBy(() -> tools.tool(listener(folder.resolve("none"), Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("listener 'shout': ")
                .hasMessageContaining("none");
    }

    private static ListenerSpec listener(Path component, Optional<String> function) {
        return new ListenerSpec(
                        "shout",
                        "tools.ShoutRequest",
                        HandlerNames.WASM,
                        "Of the listener",
                        Optional.empty(),
                        List.of())
                .withWasm(
                        new WasmSpec(
                                component,
                                Optional.empty(),
                                function,
                                List.of(),
                                Capabilities.NONE,
                                WasmSpec.Limits.DEFAULT));
    }

    @Test
    void metadataWithASchemaThatIsNoJsonIsRefused() {
        var component = load(TestComponents.xmlTool("a", "b", "c", "D", "", "", "{"));
        assertThatThrownBy(() -> WasmTools.of(component, "a", "", Optional.empty()))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("its input-json-schema is not JSON");
    }

    @Test
    void componentThatWasChangedAfterItWasPinnedIsNotLoaded() throws IOException {
        var file = Files.write(folder.resolve("echo.wasm"), TestComponents.echo());
        var pinned =
                new WasmSpec(
                        file,
                        Optional.of(Sha256.of(TestComponents.echo())),
                        Optional.empty(),
                        List.of(),
                        Capabilities.NONE,
                        WasmSpec.Limits.DEFAULT);
        assertThat(RUNTIME.load(pinned).report().functions()).hasSize(1);

        Files.write(file, TestComponents.importing("acme:shop/stock"));
        assertThatThrownBy(() -> RUNTIME.load(pinned))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("is pinned to " + Sha256.of(TestComponents.echo()));
    }

    @Test
    void componentAboveItsSizeIsNotRead() {
        assertThatThrownBy(
                        () ->
                                RUNTIME.load(
                                        TestComponents.echo(),
                                        Capabilities.NONE,
                                        List.of(),
                                        WasmLimits.defaults().withComponentBytes(100)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("allowed by 'componentBytes': 100");
    }

    @Test
    void compiledCodeAnswersTheSameAndItsFolderIsTheOwnersAlone()
            throws IOException, InterruptedException {
        var cache = folder.resolve("code");
        var component =
                ComponentRuntime.compiling(cache)
                        .load(
                                TestComponents.echo(),
                                Capabilities.NONE,
                                List.of(),
                                WasmLimits.defaults());
        component.compile(
                dev.bestcode.wasm.engine.Compiler.withCache(
                        dev.bestcode.wasm.engine.CodeCache.at(cache)),
                0);
        assertThat(cache.toFile().list()).hasSize(1);
        assertThat(
                        component
                                .call("echo", JsonObject.builder().put("text", "x").build())
                                .value()
                                .map(Json::text))
                .contains("\"x\"");
        assertThat(Files.getPosixFilePermissions(cache))
                .isEqualTo(java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    }
}

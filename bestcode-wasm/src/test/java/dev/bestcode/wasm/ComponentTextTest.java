package dev.bestcode.wasm;

import static dev.bestcode.wasm.WasmBytes.bytes;
import static dev.bestcode.wasm.WasmBytes.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

class ComponentTextTest {
    private static final String ECHO =
            """
            package my:echo;

            world echo {
              /// Say it again.
              export echo: func(text: string) -> string;
            }
            """;

    @TempDir Path folder;

    @Test
    void aWitPackageInBinaryFormIsNoComponentAndSaysWhatReadsIt() throws IOException {
        try (var in = Objects.requireNonNull(getClass().getResourceAsStream("shop.wasm"))) {
            var inspected = look(in.readAllBytes());

            assertThatThrownBy(inspected::world)
                    .isInstanceOf(InvalidComponentException.class)
                    .hasMessageContaining("bestcode wasm wit");
        }
    }

    @Test
    void worldOfAComponentIsToldWithItsTypes() {
        var seven = new String[] {"", "", "", "", "", "", "{}"};
        assertThat(look(TestComponents.xmlTool(seven)).world())
                .isEqualTo(
                        """
                        package root:component;

                        world root {
                          record tool-metadata {
                            name: string,
                            description: string,
                            semantic-description: string,
                            request-tag: string,
                            request-schema: string,
                            response-schema: string,
                            input-json-schema: string,
                          }
                          record tool-response {
                            success: bool,
                            payload: string,
                          }
                          export get-metadata: func() -> tool-metadata;
                          export handle: func(request-xml: string) -> tool-response;
                        }
                        """);
    }

    @Test
    void toldWorldIsWitThatNeedsTheSameImports() throws IOException {
        var component = look(TestComponents.importing("acme:shop/stock@1.2.0"));
        var worlds = read(component.world()).worlds();
        assertThat(worlds)
                .containsExactly(
                        new WitPackage.World(
                                "root:component/root",
                                List.of("acme:shop/stock@1.2.0"),
                                List.of()));
    }

    @Test
    void documentationOfAWorldBecomesTheToolsDescription()
            throws IOException, InterruptedException {
        var documented = look(read(ECHO).document(TestComponents.echo()));
        assertThat(documented.world()).contains("  /// Say it again.\n  export echo:");
        var tool = WasmTools.of(documented, "echo", "said by the listener", Optional.empty());
        assertThat(tool.descriptor().description()).isEqualTo("Say it again.");
        assertThat(documented.call("echo", Json.parseObject("{\"text\":\"x\"}")).value())
                .contains(Json.parse("\"x\""));
    }

    @Test
    void documentationOfTypesAndFieldsIsInTheSchema() {
        var docs =
                "{\"worlds\":{\"w\":{\"types\":{\"item\":{\"docs\":\"One thing.\",\"items\":{\"name\":\"As printed.\"}}}}}}";
        var component = look(documented(TestComponents.namedRecord(), docs));
        assertThat(Json.text(component.schema("show")))
                .contains("\"description\":\"One thing.\"")
                .contains("\"description\":\"As printed.\"");
    }

    @Test
    void brokenDocumentationIsNone() {
        for (var docs :
                List.of("{", "[]", "{\"worlds\":3}", "{\"worlds\":{\"w\":{\"funcs\":[]}}}")) {
            assertThat(look(documented(TestComponents.echo(), docs)).description("echo")).isEmpty();
        }
    }

    @Test
    void componentIsDocumentedOnceAndOnlyByWhatSpeaksOfIt() throws IOException {
        var documented = read(ECHO).document(TestComponents.echo());
        assertThatThrownBy(() -> read(ECHO).document(documented))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("documented already");
        var silent = read(ECHO.replace("  /// Say it again.\n", ""));
        assertThatThrownBy(() -> silent.document(TestComponents.echo()))
                .hasMessageContaining("says nothing of the component's functions");
    }

    private WitPackage read(String text) throws IOException {
        var file = folder.resolve("x.wit");
        Files.writeString(file, text);
        return WitPackage.read(file, Set.of());
    }

    private static byte[] documented(byte[] component, String json) {
        var content =
                bytes("package-docs", 1, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return bytes(component, section(0, content));
    }

    private static WasmComponent look(byte[] component) {
        return ComponentRuntime.look(component);
    }
}

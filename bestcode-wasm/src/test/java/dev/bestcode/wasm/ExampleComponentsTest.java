package dev.bestcode.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Clocks;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.organism.WasmSpec.Randomness;
import dev.bestcode.api.organism.WasmSpec.Stdio;
import dev.bestcode.wasm.engine.Compiler;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// The examples, built by their toolchains, answer the same interpreted and compiled. The answers
/// are those that the same components give under jco on Node.
class ExampleComponentsTest {
    @TempDir private Path notes;

    private static byte[] built(String file) throws IOException {
        var path = Path.of(System.getProperty("bestcode.root", ".."), "examples").resolve(file);
        assumeTrue(Files.isRegularFile(path), path + " is not built; run its build.sh");
        return Files.readAllBytes(path);
    }

    private static WasmComponent loaded(String file, Capabilities granted, boolean compiled)
            throws IOException {
        var component =
                ComponentRuntime.interpreting()
                        .withFolders(PlainFolder::of)
                        .load(
                                built(file),
                                granted,
                                List.of(),
                                WasmLimits.defaults().withCallTime(Duration.ofMinutes(1)));
        if (compiled) {
            component.compile(Compiler.withoutCache(), 0);
        }
        return component;
    }

    /// Answers and messages are those of `scripts/component-suites/call.mjs` with the same calls.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void notebookKeepsItsFilesOnBothEngines(boolean compiled)
            throws IOException, InterruptedException {
        var granted =
                new Capabilities(
                        List.of(new Folder(notes, "/notes", false)),
                        Map.of(),
                        Stdio.NONE,
                        Clocks.COARSE,
                        Randomness.SEEDED);
        var component = loaded("wasm-tool-files/target/notebook.wasm", granted, compiled);
        var calls =
                """
                add    {"name":"a.txt","text":"hello one"}   {"tag":"ok","value":10}
                add    {"name":"a.txt","text":"hello two"}   {"tag":"ok","value":20}
                add    {"name":"b.txt","text":"Grüße hello"} {"tag":"ok","value":14}
                find   {"text":"o t"}                        {"tag":"ok","value":[{"name":"a.txt","line":2,"text":"hello two"}]}
                show   {"name":"a.txt"}                      {"tag":"ok","value":"hello one\\nhello two\\n"}
                show   {"name":"none"}                       {"tag":"error","value":"No such file or directory"}
                show   {"name":"../../etc/passwd"}           {"tag":"error","value":"Operation not permitted"}
                rename {"name":"a.txt","to":"c.txt"}         {"tag":"ok"}
                remove {"name":"b.txt"}                      {"tag":"ok"}
                find   {"text":"one"}                        {"tag":"ok","value":[{"name":"c.txt","line":1,"text":"hello one"}]}
                remove {"name":"b.txt"}                      {"tag":"error","value":"No such file or directory"}
                """;
        for (var line : calls.lines().toList()) {
            var parts = line.split(" +(?=\\{)", 3);
            assertThat(component.call(parts[0], Json.parseObject(parts[1])).value().map(Json::text))
                    .as(line)
                    .contains(parts[2]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wasm-tool-bare/target/checksum.wasm | checksum | {"text":"123456789"} | "cbf43926"
                    wasm-tool-bare/target/checksum.wasm | checksum | {"text":"Grüße"} | "fbd37071"
                    wasm-tool-c/target/count.wasm | count | {"text":"hello big world\\nzwei"} | {"words":4,"lines":2,"longest":"hello"}
                    wasm-tool-js/target/slug.wasm | slug | {"title":"Hello, Wide World!"} | {"tag":"ok","value":"hello-wide-world"}
                    wasm-tool-js/target/slug.wasm | slug | {"title":"Grüße, Ñandú"} | {"tag":"ok","value":"gru-e-nandu"}
                    wasm-tool-js/target/slug.wasm | slug | {"title":"Hello, Wide World!","max_length":5} | {"tag":"error","value":{"tag":"too_long","value":16}}
                    wasm-tool-js/target/slug.wasm | slug | {"title":"!"} | {"tag":"error","value":{"tag":"empty"}}
                    wasm-tool-js/target/slug-stubbed.wasm | slug | {"title":"Hello, Wide World!"} | {"tag":"ok","value":"hello-wide-world"}
                    wasm-tool-js/target/slug-stubbed.wasm | slug | {"title":"Grüße, Ñandú"} | {"tag":"ok","value":"gru-e-nandu"}
                    wasm-tool-js/target/slug-stubbed.wasm | slug | {"title":"Hello, Wide World!","max_length":5} | {"tag":"error","value":{"tag":"too_long","value":16}}
                    wasm-tool-js/target/slug-stubbed.wasm | slug | {"title":"!"} | {"tag":"error","value":{"tag":"empty"}}
                    """)
    void exampleAnswersTheSameOnBothEngines(
            String file, String function, String arguments, String answer)
            throws IOException, InterruptedException {
        for (boolean compiled : List.of(false, true)) {
            var component = loaded(file, Capabilities.NONE, compiled);
            var answered = component.call(function, Json.parseObject(arguments));
            assertThat(answered.value().map(Json::text))
                    .as(compiled ? "compiled" : "interpreted")
                    .contains(answer);
        }
    }

    /// More than its memory has at first; the sum is that of zlib.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void componentWithoutALibraryGrowsItsMemory(boolean compiled)
            throws IOException, InterruptedException {
        var component = loaded("wasm-tool-bare/target/checksum.wasm", Capabilities.NONE, compiled);
        var text = "x".repeat(300_000);
        var sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        assertThat(
                        component
                                .call("checksum", JsonObject.builder().put("text", text).build())
                                .value()
                                .map(Json::text))
                .contains("\"%08x\"".formatted(sum.getValue()));
    }
}

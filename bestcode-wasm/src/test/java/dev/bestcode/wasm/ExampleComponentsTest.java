package dev.bestcode.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.wasm.engine.Compiler;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The examples, built by their toolchains, answer the same interpreted and compiled. The answers
/// are those that the same components give under jco on Node.
class ExampleComponentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wasm-tool-c/target/count.wasm | count | {"text":"hello big world\\nzwei"} | {"words":4,"lines":2,"longest":"hello"} | false
                    wasm-tool-c/target/count.wasm | count | {"text":"hello big world\\nzwei"} | {"words":4,"lines":2,"longest":"hello"} | true
                    wasm-tool-js/target/slug.wasm | slug  | {"title":"Hello, Wide World!"} | {"tag":"ok","value":"hello-wide-world"} | false
                    wasm-tool-js/target/slug.wasm | slug  | {"title":"Hello, Wide World!","max_length":5} | {"tag":"error","value":{"tag":"too_long","value":16}} | true
                    wasm-tool-js/target/slug.wasm | slug  | {"title":"!"} | {"tag":"error","value":{"tag":"empty"}} | true
                    """)
    void exampleAnswersTheSameOnBothEngines(
            String file, String function, String arguments, String answer, boolean compiled)
            throws IOException, InterruptedException {
        var path = Path.of(System.getProperty("bestcode.root", ".."), "examples").resolve(file);
        assumeTrue(Files.isRegularFile(path), path + " is not built; run its build.sh");
        var component =
                ComponentRuntime.interpreting()
                        .load(
                                Files.readAllBytes(path),
                                Capabilities.NONE,
                                List.of(),
                                WasmLimits.defaults().withCallTime(Duration.ofMinutes(1)));
        if (compiled) {
            component.compile(Compiler.withoutCache(), 0);
        }
        assertThat(component.call(function, Json.parseObject(arguments)).value().map(Json::text))
                .contains(answer);
    }
}

package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Nobody who builds on BestCode is broken unawares: what can be named of the modules that an
/// embedder sees is written down, and a change of it is seen in the same commit. How it compares
/// with a version that was published is another matter (`docs/publishing.md`).
class PublicApiTest {
    private static final Path KEPT = SourceTree.ROOT.resolve("bestcode-it/src/test/public-api");
    private static final String ADVICE =
            """
            The public API of bestcode-%s has changed.
            %s
            What is gone breaks whoever uses it, and a new abstract method whoever implements its interface. When it is meant,
            write it down with -Dbestcode.write=true (docs/publishing.md), and say what is gone in CHANGELOG.md.\
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api",
                "kernel",
                "security",
                "organism",
                "ports",
                "llm",
                "tools",
                "librarian",
                "embedding",
                "routing",
                "wasm",
                "mcp",
                "telemetry",
                "runtime",
                "spring-boot-starter",
                "testkit"
            })
    void itIsAsWrittenDown(String module) throws IOException {
        var now = PublicApi.of(SourceTree.module(module).resolve("target/classes"));
        assertThat(now).as("class files of " + module).isNotEmpty();
        var file = KEPT.resolve(module + ".txt");
        if (Boolean.getBoolean("bestcode.write")) {
            Files.createDirectories(KEPT);
            Files.write(file, now);
        }
        var changes = changes(Files.readAllLines(file), now);
        assertThat(changes).as(ADVICE, module, String.join("\n", changes)).isEmpty();
    }

    @Test
    void whatIsGoneAndWhatIsNewIsNamed() {
        var then = List.of("T class", "T#a(): int", "T#b(): int");
        var now = List.of("T class", "T#a(): long", "T#b(): int", "T#c(): int");

        assertThat(changes(then, now))
                .containsExactly("gone: T#a(): int", "new:  T#a(): long", "new:  T#c(): int");
        assertThat(changes(now, now)).isEmpty();
    }

    /// Each kind of thing that a caller or an implementer depends on has its line.
    @Test
    void membersAreToldAsCallersSeeThem() {
        var runtime = PublicApi.of(SourceTree.module("runtime").resolve("target/classes"));
        var api = PublicApi.of(SourceTree.module("api").resolve("target/classes"));

        assertThat(runtime)
                .contains(
                        "dev.bestcode.runtime.BestCode final class implements dev.bestcode.api.control.SystemControl, java.lang.AutoCloseable",
                        "dev.bestcode.runtime.BestCodeBuilder#events(java.util.function.Consumer<dev.bestcode.api.event.BestCodeEvent>): dev.bestcode.runtime.BestCodeBuilder",
                        "dev.bestcode.runtime.BestCode#builder(): dev.bestcode.runtime.BestCodeBuilder static",
                        "dev.bestcode.runtime.ToolMethod#name(): java.lang.String abstract default")
                .noneMatch(line -> line.startsWith("dev.bestcode.runtime.Assembly"))
                .noneMatch(line -> line.contains("BestCodeBuilder#<init>"));
        assertThat(api)
                .contains(
                        "dev.bestcode.api.tool.Effect#PURE: dev.bestcode.api.tool.Effect final static")
                .anyMatch(
                        line ->
                                line.startsWith("dev.bestcode.api.kernel.KernelOp abstract")
                                        && line.contains("permits "));
    }

    private static List<String> changes(List<String> then, List<String> now) {
        var changes = new ArrayList<String>();
        then.stream()
                .filter(line -> !now.contains(line))
                .forEach(line -> changes.add("gone: " + line));
        now.stream()
                .filter(line -> !then.contains(line))
                .forEach(line -> changes.add("new:  " + line));
        changes.sort((a, b) -> a.substring(6).compareTo(b.substring(6)));
        return changes;
    }
}

package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What docs/extending.md shows compiles, and keeps the contracts that it names.
class ExtendingTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/extending.md");
    private static final Path DIALECT = SourceTree.ROOT.resolve("examples/dialect");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir private Path folder;
    private final List<CompiledSources> compiled = new ArrayList<>();

    private CompiledSources compile(List<String> sources) throws IOException {
        var made = CompiledSources.of(folder, sources);
        compiled.add(made);
        return made;
    }

    @AfterEach
    void close() throws IOException {
        for (var made : compiled) {
            made.close();
        }
    }

    private static List<String> blocks() {
        return BLOCK.matcher(SourceTree.read(PAGE)).results().map(block -> block.group(1)).toList();
    }

    /// The blocks that are whole files.
    private static List<String> files() {
        return blocks().stream().filter(block -> block.startsWith("package ")).toList();
    }

    @TestFactory
    Stream<DynamicTest> theToolKeepsTheContractOfTools() throws Exception {
        var sources = new ArrayList<>(files());
        sources.add(
                """
                package dev.bestcode.tools;

                import dev.bestcode.api.json.*;
                import dev.bestcode.api.tool.ToolPeer;
                import dev.bestcode.testkit.ToolPeerContract;
                import java.nio.file.Path;

                class FileCountTest implements ToolPeerContract {
                    public ToolPeer tool() {
                        var workspace = Workspace.at(Path.of("%s"));
                        return new FileCount(workspace, TreeRules.of(workspace));
                    }

                    public JsonObject goodCall() {
                        return Json.parseObject("{\\"path\\":\\".\\"}");
                    }

                    public JsonObject badCall() {
                        return Json.parseObject("{\\"path\\":\\"nowhere\\"}");
                    }
                }
                """
                        .formatted(DIALECT));
        return compile(sources).tests("dev.bestcode.tools.FileCountTest");
    }

    @TestFactory
    Stream<DynamicTest> theClientOfAnotherDialectKeepsTheContractOfClients() throws Exception {
        var sources =
                SourceTree.javaBelow(DIALECT).stream()
                        .map(SourceTree::read)
                        .collect(Collectors.toCollection(ArrayList::new));
        var given = blocks().stream().filter(block -> block.startsWith(".llm(")).toList();
        assertThat(given).hasSize(1);
        sources.add(
                """
                import dev.bestcode.llm.ModelRouter;
                import dev.bestcode.runtime.BestCodeBuilder;
                import java.net.URI;
                import java.net.http.HttpClient;

                class Given {
                    static BestCodeBuilder to(BestCodeBuilder builder, HttpClient http, URI server) {
                        return builder
                            %s;
                    }
                }
                """
                        .formatted(given.getFirst().strip()));
        return compile(sources).tests("LinesClientTest");
    }

    @Test
    void thePaneHasALineForEachHookAndNoneBeyondItsArea() throws Exception {
        var sources = new ArrayList<>(files());
        sources.add(
                """
                package dev.bestcode.tui;

                import java.util.List;

                class Drawn {
                    static String text(List<String> hooks) {
                        return HookLines.of(hooks, new Area(0, 0, 12, 2)).stream().map(Line::text).toList().toString();
                    }
                }
                """);
        var text =
                compile(sources)
                        .type("dev.bestcode.tui.Drawn")
                        .getDeclaredMethod("text", List.class);
        text.setAccessible(true);
        assertThat(
                        text.invoke(
                                null,
                                List.of("before_tool guard.py", "run_end \u001b", "run_start")))
                .isEqualTo("[before_tool…, run_end �]");
        assertThat(text.invoke(null, List.of())).isEqualTo("[no hooks]");
    }
}

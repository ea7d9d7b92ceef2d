package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.llm.ModelPrices;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ToolPeerContract;
import dev.bestcode.wasm.WitPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

/// Snippets of pages are read as what they are. Whole organisms are (`DocumentsTest`); here are the
/// others, and who holds those that are not read here.
class PageSnippetsTest {
    /// Page and language, and why they are not read here.
    private static final List<List<String>> HELD_ELSEWHERE =
            List.of(
                    List.of("README.md", "java", "ReadmeTest runs it"),
                    List.of(
                            "docs/embedding.md",
                            "java",
                            "ExamplesTest and EmbeddingPageTest run it"),
                    List.of(
                            "docs/embedding.md",
                            "xml",
                            "the build of examples/embedding has the same"),
                    List.of("docs/extending.md", "java", "ExtendingTest compiles it"),
                    List.of("docs/editors.md", "lua", "the settings of another program"));

    /// Parts of an organism, which are read with a profile behind them, or in a listener.
    private static final String PROFILE = "\nprofiles: {any: {listeners: [coder]}}\n";

    @TempDir private Path folder;

    private static List<PageBlocks.Block> in(String language) {
        return PageBlocks.all().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    @Test
    void everyLanguageIsReadSomewhere() {
        var here = List.of("", "json", "yaml", "wit");
        var nobody =
                PageBlocks.all().stream()
                        .filter(block -> !here.contains(block.language()))
                        .filter(block -> !block.page().equals("docs/writing-tools.md"))
                        .map(block -> List.of(block.page(), block.language()))
                        .distinct()
                        .filter(
                                it ->
                                        HELD_ELSEWHERE.stream()
                                                .noneMatch(held -> held.subList(0, 2).equals(it)))
                        .toList();

        assertThat(nobody).isEmpty();
    }

    @Test
    void jsonIsReadAndPricesAreTakenAsPrices() {
        assertThat(in("json")).isNotEmpty();
        for (var block : in("json")) {
            var json = Json.parseObject(block.text());
            if (json.get("prices").isPresent()) {
                var prices =
                        ModelPrices.builtIn().and(block.text().getBytes(StandardCharsets.UTF_8));
                assertThat(prices.priceOf("ollama/qwen3:8b")).as(block.page()).isPresent();
            }
        }
    }

    @Test
    void partsOfOrganismsAreReadInPlace() throws IOException {
        Files.createFile(folder.resolve("stock.wasm"));
        for (var block : in("yaml")) {
            var text = block.text();
            if (text.startsWith("bestcode:") || text.contains("profiles:")) {
                continue; // EmbeddingPageTest; DocumentsTest
            }
            var whole = text.startsWith(" ") ? component(text) : text;
            assertThat(OrganismYaml.parse(whole + PROFILE, folder).profiles())
                    .as(block.page())
                    .hasSize(1);
        }
    }

    /// What a part says, in the place that its indentation is of.
    private String component(String part) {
        return """
        listeners:
          - name: stock
            payload_class: t.StockRequest
            handler: wasm
            description: Quotes
            wasm:
              path: stock.wasm
        """
                + part;
    }

    @Test
    void witIsRead() throws IOException {
        assertThat(in("wit")).isNotEmpty();
        for (var block : in("wit")) {
            var file = Files.writeString(folder.resolve("page.wit"), block.text());
            assertThat(WitPackage.read(file, Set.of())).as(block.page()).isNotNull();
        }
    }

    /// The tool and its test, compiled as they stand.
    @Test
    void theToolOfItsGuideCompilesAndKeepsItsContract() throws Exception {
        var sources =
                PageBlocks.all().stream()
                        .filter(block -> block.page().equals("docs/writing-tools.md"))
                        .filter(block -> block.language().equals("java"))
                        .map(PageBlocks.Block::text)
                        .toList();
        assertThat(sources).hasSize(2);
        var imports =
                """
                import dev.bestcode.api.json.*;
                import dev.bestcode.api.tool.*;
                import dev.bestcode.testkit.ToolPeerContract;
                import java.time.Duration;
                import java.util.Map;
                import java.util.concurrent.ConcurrentHashMap;
                """;
        var file =
                Files.writeString(
                        folder.resolve("CloseTicket.java"),
                        imports + sources.stream().collect(Collectors.joining("\n")));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        var options =
                List.of(
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        assertThat(
                        compiler.getTask(
                                        messages,
                                        null,
                                        null,
                                        options,
                                        null,
                                        files.getJavaFileObjects(file))
                                .call())
                .as(messages.toString())
                .isTrue();
        try (var classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            var made = classes.loadClass("CloseTicketTest").getDeclaredConstructor();
            made.setAccessible(true);
            var test = made.newInstance();
            int promises = 0;
            for (var method : ToolPeerContract.class.getMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.invoke(test);
                    promises++;
                }
            }
            assertThat(promises).isGreaterThanOrEqualTo(4);
        }
    }
}

package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.symbol.Symbol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A file of each language, with what is in it by eye.
class SampleSymbolsTest {
    @TempDir private Path cache;

    @Test
    void everyLanguageHasASampleWhoseDefinitionsAreFoundAndNothingElse() throws Exception {
        var expected = expected();
        var found = new LinkedHashMap<String, List<String>>();
        var languages = new ArrayList<String>();
        try (var symbols = TreeSitterSymbols.of(Map.of("XDG_CACHE_HOME", cache.toString()))) {
            for (var file : expected.keySet()) {
                var content = symbols.symbols(file, bytes(file));
                assertThat(content.caveat()).as(file).isEmpty();
                found.put(file, content.definitions().stream().map(s -> line(file, s)).toList());
                languages.add(content.language());
            }
        }
        assertThat(found).isEqualTo(expected);
        for (var language : SourceLanguage.values()) {
            assertThat(languages).contains(language.word());
        }
    }

    @Test
    void aDefinitionComesWithItsDeclarationAndTheFirstSentenceOfItsComment() throws Exception {
        try (var symbols = TreeSitterSymbols.of(Map.of("XDG_CACHE_HOME", cache.toString()))) {
            var file = "Sample.java";
            var type = symbols.symbols(file, bytes(file)).definitions().getFirst();
            assertThat(type.signature())
                    .isEqualTo("public class Sample<T extends Comparable<T>> implements Runnable");
            assertThat(type.doc()).isEqualTo("Orders of a shop.");
            assertThat(type.endLine()).isEqualTo(46);
            var python = symbols.symbols("sample.py", bytes("sample.py")).definitions().get(1);
            assertThat(python.doc()).isEqualTo("Adds.");
            assertThat(python.signature()).isEqualTo("def plain(a, b=2)");
        }
    }

    @Test
    void whatStandsInCommentsAndStringsIsNotMentioned() throws Exception {
        try (var symbols = TreeSitterSymbols.of(Map.of("XDG_CACHE_HOME", cache.toString()))) {
            var mentions = symbols.symbols("Sample.java", bytes("Sample.java")).mentions();
            assertThat(mentions)
                    .containsKeys("Runnable", "List")
                    .doesNotContainKeys("InText", "Orders");
            assertThat(symbols.mentions("Sample.java", bytes("Sample.java"), "Runnable"))
                    .containsExactly(7, 13, 14);
            assertThat(symbols.symbols("sample.py", bytes("sample.py")).mentions())
                    .containsKey("self") // in the braces of an f-string too
                    .doesNotContainKey("not_code");
        }
    }

    private static String line(String file, Symbol symbol) {
        var name = symbol.scope().isEmpty() ? symbol.name() : symbol.scope() + "." + symbol.name();
        return String.join("\t", file, symbol.kind().word(), name, Integer.toString(symbol.line()));
    }

    private static Map<String, List<String>> expected() throws IOException {
        var byFile = new LinkedHashMap<String, List<String>>();
        new String(bytes("expected.tsv"), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(
                        line ->
                                byFile.computeIfAbsent(
                                                line.substring(0, line.indexOf('\t')),
                                                _ -> new ArrayList<>())
                                        .add(line));
        return byFile;
    }

    private static byte[] bytes(String name) throws IOException {
        try (var in = SampleSymbolsTest.class.getResourceAsStream("samples/" + name)) {
            if (in == null) {
                throw new IOException("no sample " + name);
            }
            return in.readAllBytes();
        }
    }
}

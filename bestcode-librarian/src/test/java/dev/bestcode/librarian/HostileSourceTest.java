package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/// Content that nobody wrote to be read: each is answered, and the process lives.
class HostileSourceTest {
    private static final int DEEP = Boolean.getBoolean("bestcode.long") ? 50_000 : 5_000;

    @TempDir private Path cache;

    @Test
    void nestingWithoutEndIsAnsweredInEveryLanguage() throws Exception {
        System.out.println("nested " + DEEP + " deep");
        try (var symbols = symbols()) {
            for (var language : SourceLanguage.values()) {
                for (var open : new String[] {"(", "{", "[", "\"${", "<a>", "if x:\n "}) {
                    var answer =
                            symbols.symbols(
                                    file(language),
                                    open.repeat(DEEP / 10).getBytes(StandardCharsets.UTF_8));
                    assertThat(answer.language()).isEqualTo(language.word());
                }
            }
            var deep = "class A { int f = " + "(".repeat(DEEP) + 1 + ")".repeat(DEEP) + "; }";
            assertThat(
                            symbols.symbols("A.java", deep.getBytes(StandardCharsets.UTF_8))
                                    .definitions())
                    .isNotEmpty();
        }
    }

    @Test
    void whatTwoScannersDoNotSurviveIsOutlined() throws Exception {
        try (var symbols = symbols()) {
            for (var open : new String[] {"\"${", "\"\"\"${", "\"}${"}) {
                var kotlin = open.repeat(3_000).getBytes(StandardCharsets.UTF_8);
                assertThat(symbols.symbols("a.kt", kotlin).caveat())
                        .hasValue("outline only: it has more than 1,000 '${'");
            }
            for (var open : new String[] {"- ", "? "}) {
                var yaml = open.repeat(3_000).getBytes(StandardCharsets.UTF_8);
                assertThat(symbols.symbols("a.yaml", yaml).caveat())
                        .hasValue("outline only: its blocks start further right than column 200");
                var allowed = open.repeat(100).getBytes(StandardCharsets.UTF_8);
                assertThat(symbols.symbols("a.yaml", allowed).caveat()).isEmpty();
            }
            var allowed = "\"${".repeat(1_000).getBytes(StandardCharsets.UTF_8);
            assertThat(symbols.symbols("a.kt", allowed).caveat()).isEmpty();
        }
    }

    @Test
    void randomBytesAreAnsweredInEveryLanguage() throws Exception {
        long seed = 20_261_126;
        int rounds = Boolean.getBoolean("bestcode.long") ? 50 : 5;
        System.out.println("seed " + seed + ", " + rounds + " rounds");
        var random = new Random(seed);
        try (var symbols = symbols()) {
            for (var language : SourceLanguage.values()) {
                for (int round = 0; round < rounds; round++) {
                    var bytes = new byte[random.nextInt(4_000)];
                    random.nextBytes(bytes);
                    if (round % 2 == 0) {
                        for (int i = 0; i < bytes.length; i++) {
                            bytes[i] =
                                    (byte)
                                            " \n(){}[]<>\"'`;:=,.#/*$abcdefclassdef\0"
                                                    .charAt(bytes[i] & 31);
                        }
                    }
                    var answer = symbols.symbols(file(language), bytes);
                    answer.definitions().forEach(symbol -> assertThat(symbol.line()).isPositive());
                }
            }
        }
    }

    @Test
    void aFileThatIsTooLargeIsOutlinedAndSaysSo() throws Exception {
        var large = "class Large {}\n" + " ".repeat(TreeSitterSymbols.FILE_BYTES_MAX);
        try (var symbols = symbols()) {
            var answer = symbols.symbols("Large.java", large.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.definitions()).extracting("name").containsExactly("Large");
            assertThat(answer.caveat()).get().asString().contains("larger than 2,097,152 bytes");
        }
    }

    @Test
    void timeThatIsUpEndsTheParseAndTheAnswerSaysSo() throws Exception {
        var libraries = NativeLibraries.of(Map.of("XDG_CACHE_HOME", cache.toString()));
        var text = "class A { void f() { g(1 + 2); } }\n".repeat(5_000);
        try (var symbols = TreeSitterSymbols.in(cache, libraries, Duration.ofNanos(-1))) {
            var answer = symbols.symbols("A.java", text.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.caveat()).get().asString().contains("limit of time or size");
        }
    }

    @Test
    void withoutALibraryForThisSystemThereIsAnOutlineAndItSaysSo() throws Exception {
        var elsewhere = new NativeLibraries(cache, "s390x", "Linux");
        var java = "public class A {\n    public static int plus(int a) { return a; }\n}\n";
        try (var symbols = TreeSitterSymbols.in(cache, elsewhere, Duration.ofSeconds(15))) {
            var answer = symbols.symbols("A.java", java.getBytes(StandardCharsets.UTF_8));
            assertThat(answer.definitions())
                    .extracting("name", "line")
                    .containsExactly(tuple("A", 1), tuple("plus", 2));
            assertThat(answer.caveat())
                    .hasValue(
                            "outline only: no tree-sitter-java for this system on the class path");
            assertThat(symbols.version()).isNotEqualTo(symbols().version());
        }
    }

    private TreeSitterSymbols symbols() {
        return TreeSitterSymbols.of(Map.of("XDG_CACHE_HOME", cache.toString()));
    }

    private static String file(SourceLanguage language) {
        return switch (language) {
            case JAVA -> "a.java";
            case KOTLIN -> "a.kt";
            case PYTHON -> "a.py";
            case TYPESCRIPT -> "a.ts";
            case TSX -> "a.tsx";
            case JAVASCRIPT -> "a.js";
            case RUST -> "a.rs";
            case GO -> "a.go";
            case C -> "a.c";
            case CPP -> "a.cpp";
            case CSHARP -> "a.cs";
            case RUBY -> "a.rb";
            case PHP -> "a.php";
            case BASH -> "a.sh";
            case JSON -> "a.json";
            case YAML -> "a.yaml";
        };
    }
}

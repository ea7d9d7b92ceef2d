package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonString;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

class WordSplitterProperties {
    private static final String META = "|&;<>()$`*?[\n\r";

    @Provide
    Arbitrary<List<String>> words() {
        var word = Arbitraries.strings().withChars("ab'\"\\ \t=~#{},.!é" + META).ofMaxLength(8);
        return word.list().ofMinSize(1).ofMaxSize(5).filter(words -> !words.getFirst().isEmpty());
    }

    @Property
    void quotedWordsComeBackAsTheyWere(@ForAll("words") List<String> words)
            throws ToolFailedException {
        var single =
                words.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        var escaped =
                words.stream()
                        .map(word -> "\"" + word.replaceAll("([\\\\\"$`])", "\\\\$1") + "\"")
                        .collect(Collectors.joining("\t"));

        assertThat(WordSplitter.split(single)).isEqualTo(words);
        assertThat(WordSplitter.split(escaped)).isEqualTo(words);
    }

    @Provide
    Arbitrary<Character> meta() {
        return Arbitraries.chars().with(META.toCharArray());
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.strings().withChars("ab -/.").ofMaxLength(10);
    }

    @Property
    void noUnquotedMetacharacterIsAccepted(
            @ForAll("plain") String before,
            @ForAll("meta") char meta,
            @ForAll("plain") String after) {
        assertThatThrownBy(() -> WordSplitter.split(before + meta + after))
                .isInstanceOf(ToolFailedException.class)
                .hasMessageContaining("command refused at character " + (before.length() + 1));
        assertThatThrownBy(() -> WordSplitter.split("echo 'x'\"y\"" + meta + after))
                .isInstanceOf(ToolFailedException.class);
    }

    @Property
    void whatIsAcceptedMeansTheSameInAShell(@ForAll("commands") String command) throws Exception {
        List<String> words;
        try {
            words = WordSplitter.split("x " + command);
        } catch (ToolFailedException _) {
            return;
        }
        var expected =
                words.subList(1, words.size()).stream()
                        .map(w -> "<" + w + ">")
                        .collect(Collectors.joining());
        var shell =
                new ProcessBuilder(
                                "/bin/bash",
                                "-c",
                                "x() { for w; do printf '<%s>' \"$w\"; done; }\nx " + command)
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> commands() {
        return Arbitraries.of(
                        "a", "b", " ", "'", "\"", "\\", "=", "~", "#", "{", "}", ",", "..", "!",
                        "é", "$", "-", "\n", "%", "^", "]")
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts));
    }

    @Example
    void refusalsSayWhatToDoInstead() {
        for (var command :
                List.of(
                        "a; b",
                        "a && b",
                        "a || b",
                        "a | b",
                        "a & b",
                        "a\nb",
                        "echo $(id)",
                        "echo `id`",
                        "a > f",
                        "a < f",
                        "a << EOF",
                        "a $IFS b",
                        "X=y git",
                        "X='a b' git",
                        "ls *.java",
                        "ls ?",
                        "ls [a]",
                        "cat ~/x",
                        "make dir=~/x",
                        "make path=a:~/x",
                        "echo a #b",
                        "echo \"$HOME\"",
                        "! a",
                        "time foo",
                        "coproc foo",
                        "export a=b",
                        "{ a",
                        "echo {a,b}",
                        "echo {1..3}",
                        "a \\\n b",
                        "a 'b",
                        "a \"b",
                        "a \\",
                        "",
                        "   ",
                        "''")) {
            assertThatThrownBy(() -> WordSplitter.split(command))
                    .as(command)
                    .isInstanceOf(ToolFailedException.class);
        }
        assertThatThrownBy(() -> WordSplitter.split("ls | wc"))
                .hasMessage(
                        "command refused at character 4: '|' is a shell operator; one command per"
                                + " call; no shell runs it; put it in single quotes to mean the"
                                + " character");
    }

    @Example
    void harmlessSpecialCharactersNeedNoQuotes() throws ToolFailedException {
        assertThat(WordSplitter.split("git show HEAD~1 HEAD@{1} a#b --x=y,z"))
                .containsExactly("git", "show", "HEAD~1", "HEAD@{1}", "a#b", "--x=y,z");
        assertThat(WordSplitter.split("git commit -m 'one\ntwo' \"three \\\"x\\\" \\n\""))
                .containsExactly("git", "commit", "-m", "one\ntwo", "three \"x\" \\n");
    }

    @Example
    void recordedScriptsAreAcceptedOnlyWhenTheyAreOneCommandOfPlainWords() throws IOException {
        var data = Path.of(System.getProperty("bestcode.data", ""), "bypass/shell-grammar.jsonl");
        assumeTrue(Files.exists(data), "no recorded scripts at bestcode.data");
        int accepted = 0;
        for (var line : Files.readAllLines(data)) {
            var row = Json.parseObject(line);
            try {
                var words = WordSplitter.split(row.requireString("script"));
                accepted++;
                assertThat(row.array("constructs").map(Json::text))
                        .as(line)
                        .isIn(Optional.empty(), Optional.of("[]"));
                // In these rows quotes are taken off a word, but its backslashes are left.
                assertThat(row.requireArray("command_words").values())
                        .as(line)
                        .map(word -> ((JsonString) word).value().replace("\\", ""))
                        .containsExactly(words.getFirst().replace("\\", ""));
            } catch (ToolFailedException _) {
                // refusing is always safe
            }
        }
        assertThat(accepted).isPositive();
    }
}

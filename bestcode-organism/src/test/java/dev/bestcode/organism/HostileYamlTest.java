package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.lines;
import static dev.bestcode.organism.Reading.problems;
import static dev.bestcode.organism.Reading.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

@Timeout(60)
class HostileYamlTest {
    @TempDir Path directory;

    @Test
    void aliasesThatMultiplyAreRefusedBeforeAnythingIsBuilt() {
        var bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 8; level++) {
            bomb.append("l%d: &l%d [".formatted(level, level));
            bomb.append("*l%d, ".formatted(level - 1).repeat(7)).append("]\n");
        }
        assertThat(problems(bomb.toString()))
                .containsExactly("organism.yaml:6:35: more than 100,000 values, aliases expanded");
    }

    @Test
    void fiftyAliasesAreAllowedAndOneMoreIsNot() {
        var fifty = "x: &x a\ny: [" + "*x, ".repeat(50);
        assertThat(problems(fifty + "]"))
                .noneMatch(line -> line.contains("aliases"))
                .anyMatch(line -> line.contains("unknown key 'y'"));
        assertThat(problems(fifty + "*x]"))
                .containsExactly("organism.yaml:2:205: more than 50 aliases; repeat the text");
    }

    @Test
    void aliasThatContainsItselfIsRefused() {
        assertThat(problems("profiles: &p {a: *p}"))
                .containsExactly("organism.yaml:1:18: alias '*p' stands inside what it stands for");
        assertThat(problems("profiles: *q"))
                .containsExactly("organism.yaml:1:11: alias '*q' has no anchor before it");
    }

    @Test
    void thirtyTwoLevelsAreAllowedAndOneMoreIsNot() {
        assertThat(problems("a: " + "[".repeat(31) + "]".repeat(31)))
                .noneMatch(line -> line.contains("deeper"));
        assertThat(problems("a: " + "[".repeat(32) + "]".repeat(32)))
                .containsExactly("organism.yaml:1:35: nested deeper than 32 levels");
        assertThat(problems("[".repeat(500_000)))
                .containsExactly("organism.yaml:1:33: nested deeper than 32 levels");
        assertThat(problems("- ".repeat(500_000)))
                .containsExactly("organism.yaml:1:65: nested deeper than 32 levels");
        assertThat(problems("{? ".repeat(300_000)))
                .containsExactly("organism.yaml:1:97: nested deeper than 32 levels");
    }

    @Test
    void depthCountsThroughAliases() {
        var yaml = "a: &a " + "[".repeat(20) + "]".repeat(20) + "\nb: " + "[".repeat(12) + "*a";
        assertThat(problems(yaml + "]".repeat(12)))
                .containsExactly("organism.yaml:2:16: nested deeper than 32 levels");
    }

    @Test
    void everyTagIsRefusedAndNoClassIsLoaded() {
        assertThat(
                        problems(
                                """
                                profiles: !!javax.script.ScriptEngineManager [!<tag:x> a]
                                version: !!int 1
                                """))
                .containsExactly(
                        "organism.yaml:1:11: tag 'tag:yaml.org,2002:javax.script.ScriptEngineManager'"
                                + " is not allowed; write the value without it",
                        "organism.yaml:1:47: tag 'tag:x' is not allowed; write the value without it",
                        "organism.yaml:2:10: tag 'tag:yaml.org,2002:int' is not allowed; write the"
                                + " value without it");
    }

    @Test
    void secondDocumentIsRefused() {
        assertThat(problems("profiles: {p: {listeners: []}}\n---\nprofiles: {}\n"))
                .containsExactly(
                        "organism.yaml:2:1: a second document starts here; an organism file holds"
                                + " one");
    }

    @Test
    void textThatIsNoYamlIsAProblemAtItsPlace() {
        assertThat(problems("profiles:\n  p: [a,\n"))
                .singleElement()
                .asString()
                .startsWith("organism.yaml:3:1: is not YAML: ");
        assertThat(problems("a: b: c"))
                .containsExactly(
                        "organism.yaml:1:5: is not YAML: mapping values are not allowed here");
        assertThat(problems("a:\n\t- b"))
                .singleElement()
                .asString()
                .startsWith("organism.yaml:2:1: is not YAML: ");
    }

    /// SnakeYAML lets the exceptions of `Integer` out for these.
    @Test
    void escapeThatNamesNoCharacterIsAProblemNearItsPlace() {
        var message =
                ": is not YAML: a double-quoted text from here on has an escape that names no"
                        + " character";
        assertThat(problems("\"\\x")).containsExactly("organism.yaml:1:1" + message);
        assertThat(problems("a: b\nc: d\n\"\\UFFFFFFFF\": e"))
                .containsExactly("organism.yaml:2:5" + message);
    }

    @Test
    void controlCharactersAreNamed() {
        assertThat(problems("profiles:\n  a\0: b"))
                .containsExactly(
                        "organism.yaml:2:4: character U+0000 is not allowed in YAML; save the file"
                                + " as plain UTF-8 text");
        assertThat(problems("p: \ud800"))
                .singleElement()
                .asString()
                .startsWith("organism.yaml:1:4: character U+D800 is not allowed");
    }

    @Test
    void bytesThatAreNotUtf8AreAProblemAtTheirPlace() throws IOException {
        var text = "profiles: {p: {listeners: []}}";
        assertThat(problemsOf(text.getBytes(StandardCharsets.UTF_16)))
                .containsExactly("o.yaml:1:1: is not UTF-8 here; save the file as UTF-8");
        assertThat(problemsOf(text.getBytes(StandardCharsets.UTF_16LE)))
                .singleElement()
                .asString()
                .startsWith("o.yaml:1:2: character U+0000 is not allowed");
        assertThat(problemsOf("a: ä\nb: \u00e4".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("o.yaml:1:4: is not UTF-8 here; save the file as UTF-8");
        assertThat(problemsOf(new byte[] {'a', '\n', 'b', (byte) 0xC3}))
                .containsExactly("o.yaml:2:2: is not UTF-8 here; save the file as UTF-8");
    }

    @Test
    void fiftyMegabytesAreRefusedBySizeAlone() throws IOException {
        var text = "prompts: {a: " + "x".repeat(50 << 20) + "}";
        var expected =
                "1:1: is larger than 1,048,576 bytes; put long prompts into files of their own"
                        + " (file:…)";
        assertThat(problems(text)).containsExactly("organism.yaml:" + expected);
        assertThat(problemsOf(text.getBytes(StandardCharsets.UTF_8)))
                .containsExactly("o.yaml:" + expected);
    }

    @Test
    void oneMebibyteIsAllowedAndAByteMoreIsNot() {
        var file = "profiles: {p: {listeners: []}}\n" + "# remark\n".repeat(116_000);
        var fits = file + "#".repeat((1 << 20) - file.length());
        assertThat(Reading.read(fits).profiles()).hasSize(1);
        assertThat(problems(fits + "\n"))
                .singleElement()
                .asString()
                .contains("is larger than 1,048,576 bytes");
    }

    @Test
    void listOfProblemsHasAnEnd() {
        var refusal = problems("[" + "!t a,".repeat(3_000) + "]");
        assertThat(refusal).hasSize(Report.LISTED_MAX + 1);
        assertThat(refusal.getLast()).endsWith("2,000 more problems; mend those above first");
    }

    @Test
    void fileFullOfNearMissesIsRefusedInTime() {
        var yaml = new StringBuilder("profiles:\n  p:\n    listeners:\n");
        for (int i = 0; i < 40_000; i++) {
            yaml.append("    - l%06d%n".formatted(i));
        }
        assertThat(problems(yaml.toString())).hasSize(Report.LISTED_MAX + 1);
    }

    private List<String> problemsOf(byte[] bytes) throws IOException {
        var file = Files.write(directory.resolve("o.yaml"), bytes);
        return lines(refusal(() -> OrganismYaml.read(file))).stream()
                .map(line -> line.replace(directory + "/", ""))
                .toList();
    }
}

package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

class GrepTest {
    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root);
    }

    private String grep(String arguments) {
        return bench.call("grep", arguments).text();
    }

    @Test
    void matchesComeWithPathAndLineInTheOrderOfPaths() {
        bench.file("b.txt", "no\nfoo 1\n")
                .file("a/c.txt", "foo 2\r\n")
                .file("bin", "foo\u0000")
                .file(".git/HEAD", "foo 3");

        assertThat(grep("{'pattern':'fo+ [0-9]'}")).isEqualTo("a/c.txt:1:foo 2\nb.txt:2:foo 1\n");
        assertThat(grep("{'pattern':'foo','mode':'files'}")).isEqualTo("a/c.txt\nb.txt\n");
        assertThat(grep("{'pattern':'o','mode':'count','path':'b.txt'}")).isEqualTo("b.txt:2\n");
        assertThat(grep("{'pattern':'nothing'}")).startsWith("[no match in 3 files");
    }

    @Test
    void contextIsShownOnceAndGapsAreMarked() {
        bench.file("f", "1\nx2\n3\nx4\n5\n6\n7\n8\nx9\n");

        assertThat(grep("{'pattern':'x','context':1}"))
                .isEqualTo("f-1-1\nf:2:x2\nf-3-3\nf:4:x4\nf-5-5\n--\nf-8-8\nf:9:x9\n");
    }

    @Test
    void caseIsSensitiveInsensitiveOrSmart() {
        bench.file("f", "Foo\nfoo\n");

        assertThat(grep("{'pattern':'foo'}")).isEqualTo("f:2:foo\n");
        assertThat(grep("{'pattern':'FOO','case':'insensitive'}")).isEqualTo("f:1:Foo\nf:2:foo\n");
        assertThat(grep("{'pattern':'foo','case':'smart'}")).isEqualTo("f:1:Foo\nf:2:foo\n");
        assertThat(grep("{'pattern':'Foo','case':'smart'}")).isEqualTo("f:1:Foo\n");
    }

    @Test
    void multilineMatchesNameAllTheirLines() {
        bench.file("f", "a\nbegin\nmiddle\nend\nz begin end\n");

        assertThat(grep("{'pattern':'begin.*?end','multiline':true}"))
                .isEqualTo("f:2:begin\nf:3:middle\nf:4:end\nf:5:z begin end\n");
        assertThat(grep("{'pattern':'begin.*?end'}")).isEqualTo("f:5:z begin end\n");
    }

    @Test
    void globTypeAndIgnoreRulesChooseTheFiles() {
        bench.file("A.java", "x")
                .file("b.py", "x")
                .file("sub/c.java", "x")
                .file("out/d.java", "x")
                .file(".gitignore", "out\n");

        assertThat(grep("{'pattern':'x','type':'java','mode':'files'}"))
                .isEqualTo("A.java\nsub/c.java\n");
        assertThat(grep("{'pattern':'x','glob':'sub/**','mode':'files'}"))
                .isEqualTo("sub/c.java\n");
        assertThat(grep("{'pattern':'x','glob':'*.{py,rb}','mode':'files'}")).isEqualTo("b.py\n");
        assertThat(bench.call("grep", "{'pattern':'x','glob':'[a'}").error()).isTrue();
        assertThat(grep("{'pattern':'x','type':'cobol'}")).contains("allowed: c, cpp, cs, css");
    }

    @Test
    void aGlobBehindAnExclamationMarkSaysWhatIsLeftOut() {
        bench.file("A.java", "x")
                .file("A.test.java", "x")
                .file("many/deep/b.java", "x")
                .file("sub/many.java", "x");
        var all = "A.java\nA.test.java\nmany/deep/b.java\nsub/many.java\n";
        var withoutMany = "A.java\nA.test.java\nsub/many.java\n";

        assertThat(grep("{'pattern':'x','glob':'!*.test.java','mode':'files'}"))
                .isEqualTo("A.java\nmany/deep/b.java\nsub/many.java\n");
        for (var glob : new String[] {"!many/**", "!many", "!many/", "!./many/deep", "!**/deep"}) {
            assertThat(grep("{'pattern':'x','glob':'%s','mode':'files'}".formatted(glob)))
                    .as(glob)
                    .isEqualTo(withoutMany);
        }
        assertThat(grep("{'pattern':'x','glob':'!nothing','mode':'files'}")).isEqualTo(all);
        assertThat(bench.call("grep", "{'pattern':'x','glob':'!'}").error()).isTrue();
    }

    @Test
    void lettersOfLatin1AreFoundWhateverTheSizeOfTheFile() throws IOException {
        var latin = "caf\u00E9 au lait\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(root.resolve("small"), latin);
        Files.write(root.resolve("large"), latin);
        var rest = "nothing\n".repeat(600_000);
        Files.writeString(root.resolve("large"), rest, StandardOpenOption.APPEND);

        assertThat(grep("{'pattern':'f\u00E9 au'}"))
                .isEqualTo("large:1:caf\u00E9 au lait\nsmall:1:caf\u00E9 au lait\n");
    }

    @Test
    void fiveHundredMatchesThenItSaysSoAndLongLinesAreShownAroundTheMatch() {
        bench.file("f", "x\n".repeat(501))
                .file("g", "é".repeat(5_000) + "needle" + "é".repeat(5_000));

        assertThat(grep("{'pattern':'x','path':'f'}").lines())
                .hasSize(501)
                .last()
                .asString()
                .startsWith("[the first 500 matches; there are more:");
        assertThat(grep("{'pattern':'x','path':'f','limit':501}")).contains("from 1 to 500");
        bench.file("h", "x\n".repeat(500));
        assertThat(grep("{'pattern':'x','path':'h'}")).doesNotContain("there are more");
        assertThat(grep("{'pattern':'needle'}"))
                .startsWith("g:1:[4,900 characters before]…é")
                .contains("needle")
                .contains("more characters]")
                .satisfies(text -> assertThat(text.length()).isLessThan(700));
    }

    @Test
    void aLineIsShownFromWholeCharactersBeforeItsMatch() {
        bench.file("f", "\uD83D\uDE00".repeat(301) + "needle");

        assertThat(grep("{'pattern':'needle'}"))
                .isEqualTo(
                        "f:1:[201 characters before]…" + "\uD83D\uDE00".repeat(100) + "needle\n");
    }

    @Test
    void aFileTooLargeForMultilineIsNamed() throws IOException {
        bench.file("large", "x\n".repeat(5_000)).file("small", "x\n");
        try (var file = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
            file.setLength(FileContent.WHOLE_BYTES_MAX + 1L);
        }
        assertThat(grep("{'pattern':'x','multiline':true}"))
                .isEqualTo(
                        "small:1:x\n['large' left out: multiline reads at most 16,777,216 bytes of a"
                                + " file]\n");
    }

    @Test
    void resultsStayUnderTheirCap() {
        bench.file("f", ("x" + "é".repeat(400) + "\n").repeat(400));

        var text = grep("{'pattern':'x'}");
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(50 * 1024);
        assertThat(text).contains("there are more");
    }

    @Test
    void hostilePatternsNeitherHangNorExhaustMemory() {
        bench.file("f", "a".repeat(50_000));

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    assertThat(grep("{'pattern':'(a*)*b'}")).startsWith("[no match");
                    assertThat(grep("{'pattern':'((a{99}){99}){99}'}")).contains("repetitions");
                    assertThat(grep("{'pattern':'(a'}")).contains("not RE2 syntax");
                    assertThat(grep("{'pattern':'(?=a)'}")).contains("look-around");
                });
    }
}

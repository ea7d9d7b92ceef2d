package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class FileEditTest {
    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root);
    }

    private String edit(String edits) {
        return bench.call("file-edit", "{'path':'f','edits':[" + edits + "]}").text();
    }

    @Test
    void theAnswerIsAUnifiedDiffWithHunks() {
        bench.file("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n");

        assertThat(edit("{'old':'2\\n3','new':'2\\ndrei'},{'old':'13','new':'dreizehn'}"))
                .isEqualTo(
                        """
                        --- a/f
                        +++ b/f
                        @@ -1,6 +1,6 @@
                         1
                         2
                        -3
                        +drei
                         4
                         5
                         6
                        @@ -10,6 +10,6 @@
                         10
                         11
                         12
                        -13
                        +dreizehn
                         14
                         15
                        """);
    }

    @Test
    void lineEndsByteOrderMarkAndMissingLastNewlineSurvive() {
        bench.file("f", "\uFEFFa\r\nb\r\nc");
        assertThat(edit("{'old':'a\\nb','new':'A\\nB\\nB2'}")).doesNotContain("\uFEFF");
        assertThat(bench.content("f")).isEqualTo("\uFEFFA\r\nB\r\nB2\r\nc");

        bench.file("f", "a\r\nb\nc\r\nd");
        var _ = bench.call("file-read", "{'path':'f'}");
        edit("{'old':'c\\nd','new':'c\\nD'}");
        assertThat(bench.content("f")).isEqualTo("a\r\nb\nc\r\nD");
    }

    @Test
    void anEditOfNothingButLineEndingsIsRefused() {
        for (var content : new String[] {"a\r\nb\r\n", "a\r\nb\r\nc\n"}) {
            bench.file("f", content);

            assertThat(edit("{'old':'a\\nb','new':'a\\r\\nb'},{'old':'a','new':'z'}"))
                    .startsWith("edit 1: old and new differ in line endings only")
                    .endsWith("replace it with file-write");
            assertThat(bench.content("f")).isEqualTo(content);
        }
        bench.file("f", "a\nb\n");
        edit("{'old':'a\\n','new':'a\\r\\n'}");
        assertThat(bench.content("f")).as("a file of LF has no endings to keep").contains("a\r\n");
    }

    @Test
    void editsThatUndoOneAnotherAreRefused() {
        bench.file("f", "one");

        assertThat(edit("{'old':'one','new':'two'},{'old':'two','new':'one'}"))
                .isEqualTo("the edits undo one another: 'f' would stay as it is; leave them out");
    }

    @Test
    void aFileWithoutLastNewlineIsMarkedInTheDiff() {
        bench.file("f", "a\nb");

        assertThat(edit("{'old':'b','new':'c'}"))
                .endsWith("-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n");
    }

    @Test
    void severalMatchesAreNamedByTheirLinesOverlappingOnesToo() {
        bench.file("f", "x é foo\nfoo\nbar foo\n");
        assertThat(edit("{'old':'foo','new':'z'}"))
                .startsWith("old occurs 3 times, at lines 1, 2, 3;");
        assertThat(edit("{'old':'foo','new':'z','replace_all':true}")).contains("+bar z");

        bench.file("f", "aaa");
        bench.call("file-read", "{'path':'f'}");
        assertThat(edit("{'old':'aa','new':'b'}")).startsWith("old occurs 2 times, at lines 1, 1;");
        assertThat(bench.content("f")).isEqualTo("aaa");
    }

    @Test
    void whatIsLeftOutOfLongListsIsSaid() {
        bench.file("f", "x\n".repeat(21));
        assertThat(edit("{'old':'x','new':'z'}"))
                .startsWith("old occurs 21 times, at lines 1, 2, ")
                .contains(", 19, 20, …; add context");

        bench.file("f", ("a" + "é".repeat(50) + "\n").repeat(1_000));
        var diff = edit("{'old':'a','new':'b','replace_all':true}");
        assertThat(diff.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(50 * 1024);
        long lines = diff.lines().count() - 1;
        assertThat(diff)
                .endsWith(
                        "[%,d more lines of diff; read the file to see them]"
                                .formatted(2_003 - lines));
    }

    @Test
    void whenOneEditFailsNoneIsApplied() {
        bench.file("f", "one two");

        assertThat(edit("{'old':'one','new':'1'},{'old':'three','new':'3'}"))
                .startsWith("no edit was applied, for edit 2 of 2: old was not found.");
        assertThat(bench.content("f")).isEqualTo("one two");
    }

    @Test
    void nearMissesAreShownWithTheirLineNumbers() {
        bench.file("f", "class A {\n\tint  count = 0;\n\tint other;\n}\n");

        assertThat(edit("{'old':'    int count = 0;\\n    int other;','new':'x'}"))
                .contains("Lines 2 to 3 differ only in white space or indentation")
                .contains("2\t\tint  count = 0;\n3\t\tint other;");
        assertThat(edit("{'old':'int coumt == 0;','new':'x'}"))
                .contains("closest to its first line is line 2");
        assertThat(edit("{'old':'entirely different','new':'x'}")).contains("Nothing in the file");
    }

    @Test
    void whatWouldDamageAFileIsRefused() throws IOException {
        var damaged = new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, 'b'};
        Files.write(root.resolve("f"), damaged);
        assertThat(edit("{'old':'a','new':'x'}")).contains("binary or damaged text");
        assertThat(Files.readAllBytes(root.resolve("f"))).isEqualTo(damaged);

        bench.file("f", "a".repeat(100_000));
        assertThat(edit("{'old':'a','new':'" + "b".repeat(1_000) + "','replace_all':true}"))
                .isEqualTo("the result would have 100,000,000 characters; allowed 16,777,216");
        assertThat(edit("{'old':'','new':'x'}"))
                .isEqualTo("edit 1: old is empty; give the exact text to replace");
        assertThat(edit("{'old':'a','new':'a'}")).isEqualTo("edit 1: old and new are the same");
        assertThat(edit("")).isEqualTo("edits has 0 elements; allowed 1 to 100");
    }

    @Test
    void aFileThatChangedSinceItWasReadIsRefusedAndAnUnreadOneIsNot() {
        bench.file("f", "one");
        bench.call("file-read", "{'path':'f'}");
        bench.file("f", "one more");

        assertThat(edit("{'old':'one','new':'1'}")).contains("changed since you read it");
        assertThat(
                        new ToolBench(root)
                                .call("file-edit", "{'path':'f','edits':[{'old':'one','new':'1'}]}")
                                .error())
                .isFalse();
    }

    @Test
    void aRewriteOfManyLinesIsAnsweredWithoutADiffOfUnboundedCost() {
        bench.file("f", "a\n".repeat(50_000));

        assertThat(edit("{'old':'a','new':'b','replace_all':true}"))
                .isEqualTo(
                        "[diff left out: lines 1 to 50000 are now 50000 lines; read them with"
                                + " file-read]");
    }
}

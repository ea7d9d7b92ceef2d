package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class FileReadTest {
    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root);
    }

    private static String numbers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "line " + i + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void linesAreNumberedAndEndsOfLinesAndByteOrderMarkAreNotShown() {
        bench.file("a", "\uFEFFeins\r\nzwei\n\ndrei");

        assertThat(bench.call("file-read", "{'path':'a'}").text())
                .isEqualTo("1\teins\n2\tzwei\n3\t\n4\tdrei\n");
    }

    @Test
    void whatIsLeftOutIsSaidWithTheOffsetThatGoesOn() {
        bench.file("a", numbers(2_500));

        assertThat(bench.call("file-read", "{'path':'a'}").text())
                .startsWith("1\tline 1\n")
                .endsWith(
                        "2000\tline 2000\n[lines 1 to 2000 of 2500; continue with offset 2001]\n");
        assertThat(bench.call("file-read", "{'path':'a','offset':2001}").text())
                .startsWith("2001\tline 2001\n")
                .endsWith("2500\tline 2500\n");
        assertThat(bench.call("file-read", "{'path':'a','offset':7,'limit':1}").text())
                .isEqualTo("7\tline 7\n[lines 7 to 7 of 2500; continue with offset 8]\n");
        assertThat(
                        bench.call(
                                        "file-read",
                                        "{'path':'a','offset':2147483647,'limit':2147483647}")
                                .text())
                .isEqualTo(
                        "offset 2147483647 is beyond the end: 'a' has 2500 lines; read it with an offset from 1 to 2500");
    }

    @Test
    void anOffsetBeyondTheEndDoesNotCountAsReading() {
        bench.file("a", "old");
        bench.call("file-read", "{'path':'a','offset':2}");

        assertThat(bench.call("file-write", "{'path':'a','content':'new'}").text())
                .contains("was not read");
        assertThat(bench.content("a")).isEqualTo("old");
    }

    @Test
    void emptyFileDirectoryAndBinaryAreSaid() throws IOException {
        bench.file("empty", "").file("d/x", "x").file("bin", "ab\u0000c");

        assertThat(bench.call("file-read", "{'path':'empty'}").text())
                .isEqualTo("['empty' is empty: it has 0 bytes]");
        assertThat(bench.call("file-read", "{'path':'empty','offset':2}").text())
                .isEqualTo(
                        "offset 2 is beyond the end: 'empty' has 0 lines; read it without offset");
        var directory = bench.call("file-read", "{'path':'d'}");
        assertThat(directory.error()).isTrue();
        assertThat(directory.text())
                .isEqualTo(
                        "'d' is a directory; give the path of a file, or list it with glob (pattern *, path 'd')");
        assertThat(bench.call("file-read", "{'path':'bin'}").text())
                .startsWith("'bin' is binary (4 bytes")
                .endsWith("a command can show it, such as file or od");
    }

    @Test
    void longLinesAreCutBetweenCodePointsAndResultsStayUnderTheirCap() {
        bench.file("a", "\uD83D\uDE00".repeat(3_000) + "\nend\n")
                .file("b", ("é".repeat(1_500) + "\n").repeat(100));

        var cut = bench.call("file-read", "{'path':'a'}").text();
        assertThat(cut)
                .startsWith(
                        "1\t" + "\uD83D\uDE00".repeat(2_000) + "… [line goes on for 4,000 bytes")
                .endsWith("2\tend\n");
        var page = bench.call("file-read", "{'path':'b'}").text();
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(50 * 1024);
        assertThat(page).containsPattern("of 100; continue with offset \\d+");
    }

    @Test
    void damagedUtf8IsShownAsSuchAndSaid() throws IOException {
        Files.write(
                root.resolve("damaged"),
                new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, 'b'});

        assertThat(bench.call("file-read", "{'path':'damaged'}").text())
                .startsWith("1\taé\uFFFDb\n[U+FFFD stands where");
    }

    @Test
    void latin1AndUtf16AreReadAndSaid() throws IOException {
        Files.write(root.resolve("latin"), "naïf\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(root.resolve("le"), "\uFEFFü😀\r\nb".getBytes(StandardCharsets.UTF_16LE));
        Files.write(root.resolve("be"), "\uFEFFü".getBytes(StandardCharsets.UTF_16BE));

        assertThat(bench.call("file-read", "{'path':'latin'}").text())
                .isEqualTo("1\tnaïf\n[read as Latin-1; file-edit keeps it]\n");
        assertThat(bench.call("file-read", "{'path':'le'}").text())
                .isEqualTo("1\tü😀\n2\tb\n[read as UTF-16 (little-endian); file-edit keeps it]\n");
        assertThat(bench.call("file-read", "{'path':'be'}").text()).startsWith("1\tü\n");
        assertThat(bench.call("grep", "{'pattern':'ü.','mode':'files'}").text())
                .as("grep reads them too")
                .isEqualTo("le\n");
    }

    @Test
    void aHugeFileOfUtf16IsStreamed() throws IOException {
        try (var out = Files.newBufferedWriter(root.resolve("huge"), StandardCharsets.UTF_16)) {
            for (int i = 1; i <= 100_000; i++) {
                out.write("%060d😀\n".formatted(i));
            }
        }
        assertThat(bench.call("file-read", "{'path':'huge','offset':90000,'limit':1}").text())
                .startsWith("90000\t%060d😀\n".formatted(90_000))
                .contains("UTF-16 (big-endian)");
    }

    @Test
    void aHugeFileIsReadByOffsetWithoutBeingLoaded() throws IOException {
        try (var out = Files.newBufferedWriter(root.resolve("huge"))) {
            for (int i = 1; i <= 400_000; i++) {
                out.write("%060d\n".formatted(i));
            }
        }
        try (var sparse = new java.io.RandomAccessFile(root.resolve("oneLine").toFile(), "rw")) {
            sparse.write("x".repeat(10_000).getBytes(StandardCharsets.UTF_8));
            sparse.setLength(500L << 20);
        }
        assertThat(bench.call("file-read", "{'path':'huge','offset':300000,'limit':1}").text())
                .isEqualTo(
                        "300000\t%060d\n[lines 300000 to 300000 of more; continue with offset 300001]\n"
                                .formatted(300_000));
        assertThat(bench.call("file-read", "{'path':'huge','offset':400001}").text())
                .contains("has 400000 lines");
        assertThat(bench.call("file-read", "{'path':'oneLine','limit':1}").text())
                .contains("line goes on for 524,286,000 bytes");
    }

    @Test
    void imagesAreContentBlocksUpToFiveMebibytes() throws IOException {
        var png = new byte[100];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 0, png, 0, 8);
        Files.write(root.resolve("a.png"), png);
        var large = java.util.Arrays.copyOf(png, (5 << 20) + 1);
        Files.write(root.resolve("b.png"), large);

        assertThat(bench.call("file-read", "{'path':'a.png'}").content())
                .containsExactly(
                        new ContentBlock.Image(
                                "image/png", Base64.getEncoder().encodeToString(png)));
        assertThat(bench.call("file-read", "{'path':'b.png'}").text())
                .isEqualTo(
                        "'b.png' is an image of 5,242,881 bytes; at most 5,242,880 can be shown; have a command make a smaller copy and read that");
    }

    @Test
    void aPdfIsADocumentForTheModel() throws IOException {
        var pdf = "%PDF-1.7\n\u0000".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(root.resolve("a.pdf"), pdf);

        var block = bench.call("file-read", "{'path':'a.pdf'}").content().getFirst().toJson();
        assertThat(block.requireString("type")).isEqualTo("document");
        assertThat(block.requireObject("source").requireString("data"))
                .isEqualTo(Base64.getEncoder().encodeToString(pdf));
    }
}

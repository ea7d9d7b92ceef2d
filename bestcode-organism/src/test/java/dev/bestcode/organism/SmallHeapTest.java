package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Hostile files read by a JVM whose heap is smaller than some of them.
@Timeout(120)
class SmallHeapTest {
    private static final String HEAP = "-Xmx40m";

    @TempDir Path directory;

    @Test
    void hostileFilesAreRefusedWithTheirLineInAHeapSmallerThanTheyAre() throws Exception {
        var bomb = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 12; level++) {
            bomb.append("l%d: &l%d [".formatted(level, level));
            bomb.append("*l%d, ".formatted(level - 1).repeat(9)).append("]\n");
        }
        var said =
                read(
                        write("scalar", "prompts: {a: " + "x".repeat(50 << 20) + "}"),
                        write("bomb", bomb.toString()),
                        write("deep", "[".repeat(1_000_000)),
                        write("keys", "a: 1\n".repeat(200_000)),
                        write("long", "? " + "k".repeat(1_000_000)),
                        write("list", "profiles: [" + "a,".repeat(500_000) + "]"),
                        write(
                                "gadget",
                                "profiles: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]"),
                        write("nul", "profiles:\n  a\0b: {}"),
                        encoded("utf16", "profiles: {}", StandardCharsets.UTF_16),
                        encoded("utf16le", "profiles: {}", StandardCharsets.UTF_16LE),
                        encoded("utf32", "\uFEFFprofiles: {}", Charset.forName("UTF-32BE")));
        assertThat(said)
                .containsExactly(
                        "scalar:1:1: is larger than 1,048,576 bytes; put long prompts into files of their own (file:…)",
                        "bomb:6:15: more than 100,000 values, aliases expanded",
                        "deep:1:33: nested deeper than 32 levels",
                        "keys:50000:4: more than 100,000 values, aliases expanded",
                        "long:1:1: the file lacks the required key 'profiles'",
                        "list:1:200010: more than 100,000 values, aliases expanded",
                        "gadget:1:11: tag 'tag:yaml.org,2002:javax.script.ScriptEngineManager' is not allowed; write the value without it",
                        "nul:2:4: character U+0000 is not allowed in YAML; save the file as plain UTF-8 text",
                        "utf16:1:1: is not UTF-8 here; save the file as UTF-8",
                        "utf16le:1:2: character U+0000 is not allowed in YAML; save the file as plain UTF-8 text",
                        "utf32:1:3: is not UTF-8 here; save the file as UTF-8");
    }

    @Test
    void endlessFileIsReadToTheLimitAlone() throws Exception {
        var zeros = Path.of("/dev/zero");
        assumeTrue(Files.exists(zeros), "no /dev/zero here");
        assertThat(read(zeros)).singleElement().asString().contains("is larger than 1,048,576");
    }

    private Path write(String name, String text) throws IOException {
        return encoded(name, text, StandardCharsets.UTF_8);
    }

    private Path encoded(String name, String text, Charset charset) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(charset));
    }

    /// The first problem of each file.
    private List<String> read(Path... files) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var command =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                HEAP,
                                "-Dstdout.encoding=UTF-8",
                                "-cp",
                                classPath,
                                SmallHeapTest.class.getName()));
        for (var file : files) {
            command.add(file.toString());
        }
        var child =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var out = child.inputReader(StandardCharsets.UTF_8)) {
            var lines = out.readAllLines();
            assertThat(child.waitFor()).isZero();
            return lines.stream().map(line -> line.replace(directory + "/", "")).toList();
        } finally {
            child.destroyForcibly();
        }
    }

    /// @param files to read
    public static void main(String[] files) {
        for (var file : files) {
            try {
                System.out.println("read: " + OrganismYaml.read(Path.of(file)));
            } catch (OrganismException e) {
                System.out.println(e.problems().getFirst());
            }
        }
    }
}

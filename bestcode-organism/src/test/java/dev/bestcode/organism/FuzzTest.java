package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Good files with bytes and pieces changed, read in a small heap of their own: each is an organism
/// or a list of problems with their lines, and nothing else comes out.
class FuzzTest {
    private static final int INPUTS = Boolean.getBoolean("bestcode.long") ? 100_000 : 10_000;

    /// Enough for the JVM, the reader and a few files of the largest size.
    private static final String HEAP = "-Xmx64m";

    private static final List<String> PIECES =
            List.of(
                    "!!javax.script.ScriptEngineManager ",
                    "!!java.net.URL ",
                    "!<tag:x> ",
                    "&a ",
                    "*a ",
                    "<<: *a",
                    "\0",
                    "\uFEFF",
                    "[".repeat(40),
                    "{a: ".repeat(40),
                    "- ".repeat(40),
                    "---\n",
                    "...\n",
                    "%YAML 9.9\n",
                    "? ",
                    "\t",
                    "\"\\x",
                    "|2\n",
                    ">-\n",
                    "'",
                    "\"",
                    "\r\n",
                    "\u2028",
                    "\ud800",
                    "ä",
                    "😀",
                    "0x7f",
                    "1e999999999",
                    "~",
                    "-1",
                    "99999999999",
                    "profiles:",
                    "listeners:",
                    "name: coder\n",
                    "imports: [a]\n",
                    "file:/etc/passwd",
                    "x".repeat(5_000),
                    "a: &b [*b]",
                    "#",
                    "@",
                    "`",
                    "=");

    /// As YAML 1.1 has them.
    private static final Pattern BREAK =
            Pattern.compile("\\r\\n|[\\n\\r\\x{85}\\x{2028}\\x{2029}]");

    @Test
    @Timeout(600)
    void everyMutatedFileIsReadOrRefusedWithItsLineInASmallHeap() throws Exception {
        long seed = new Random().nextLong();
        System.out.printf("fuzz: %,d inputs, seed %d, %s%n", INPUTS, seed, HEAP);
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var out = Files.createTempFile("fuzz", ".txt");
        var child =
                new ProcessBuilder(
                                java.toString(),
                                HEAP,
                                "-cp",
                                classPath,
                                FuzzTest.class.getName(),
                                Long.toString(seed),
                                Integer.toString(INPUTS))
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        try {
            assertThat(child.waitFor(550, TimeUnit.SECONDS)).as("ended in time").isTrue();
        } finally {
            child.destroyForcibly();
        }
        var said = Files.readString(out);
        System.out.print(said);
        assertThat(child.exitValue()).as(said).isZero();
        assertThat(said).contains("fuzz: every one read or refused");
    }

    /// @param args seed and number of inputs
    public static void main(String[] args) {
        long seed = Long.parseLong(args[0]);
        int inputs = Integer.parseInt(args[1]);
        int refused = 0;
        for (int i = 0; i < inputs; i++) {
            var random = new Random(seed + i);
            var text = mutated(good(random), random);
            try {
                refused += isRefused(text) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + " of seed " + seed + ": " + text, e);
            }
        }
        System.out.printf("fuzz: every one read or refused, %,d refused%n", refused);
    }

    private static boolean isRefused(String text) {
        try {
            var organism = OrganismYaml.parse(text, NOWHERE);
            if (organism.profiles().isEmpty()) {
                throw new AssertionError("an organism without profiles was read");
            }
            return false;
        } catch (OrganismException refusal) {
            long lines = BREAK.splitAsStream(text).count() + 2;
            for (var problem : refusal.problems()) {
                if (problem.line() > lines || problem.toString().lines().count() != 1) {
                    throw new AssertionError("no line of the file: " + problem, refusal);
                }
            }
            return true;
        }
    }

    /// Files that are read, and files of the right shape whose names lead nowhere.
    private static String good(Random random) {
        if (random.nextInt(3) > 0) {
            return OrganismYaml.starter();
        }
        return new YamlPrinter(random).print(Json.parse(Json.text(new Trees(random, 0).file())));
    }

    private static String mutated(String text, Random random) {
        var pieces = new ArrayList<>(PIECES);
        pieces.add(text);
        var changed = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(changed.length() + 1);
            int end = Math.min(changed.length(), at + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> changed.delete(at, end);
                case 1 -> changed.insert(at, pieces.get(random.nextInt(pieces.size())));
                case 2 -> changed.insert(at, changed.substring(at, end));
                case 3 -> changed.replace(at, end, pieces.get(random.nextInt(pieces.size())));
                default -> flipByte(changed, random);
            }
        }
        return changed.toString();
    }

    private static void flipByte(StringBuilder text, Random random) {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        text.setLength(0);
        text.append(new String(bytes, StandardCharsets.UTF_8));
    }
}

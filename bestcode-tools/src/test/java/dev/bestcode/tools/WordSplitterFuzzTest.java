package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Holds the word splitter against real shells: what it accepts, they pass on as the same words.
class WordSplitterFuzzTest {
    private static final long SEED = 20_260_729;
    private static final int COUNT = Boolean.getBoolean("bestcode.long") ? 100_000 : 20_000;

    /// Commands of one shell; the script stays small and a difference is found near its start.
    private static final int BATCH = 2_000;

    /// A command that prints its words, each with a NUL behind it, and a mark at the end.
    private static final String SHOW_WORDS =
            "x() { printf '%s\\0' \"$@\"; printf 'end of words\\0'; }\n";

    private static final List<String> SEEDS =
            List.of(
                    "git log --oneline -10 -- 'src/a b'",
                    "env -S 'sh -c id'",
                    "timeout 5 nice -n 3 find . -name \"*.java\" -exec id {} \\;",
                    "git commit -m \"it's \\\"one\\\"\"",
                    "tar --checkpoint-action=exec=sh -cf x y",
                    "rg --pre=sh 'a|b' src",
                    "grep -rn --include='*.c' x=~y HEAD~1 HEAD@{1}");

    private static final List<String> PIECES =
            List.of(
                    "'",
                    "\"",
                    "\\",
                    " ",
                    "\t",
                    "\n",
                    "\r",
                    ";",
                    "|",
                    "&",
                    "(",
                    ")",
                    "<",
                    ">",
                    "$",
                    "`",
                    "*",
                    "?",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                    "..",
                    "~",
                    "#",
                    "=",
                    "!",
                    "^",
                    "%",
                    "-",
                    "--",
                    "$'",
                    "$\"",
                    "\\\n",
                    "''",
                    "\"\"",
                    "\\'",
                    "\\\"",
                    "\u00a0",
                    "\u2003",
                    "\u2028",
                    "\u202e",
                    "\ufeff",
                    "\u200b",
                    "\uff1b",
                    "é",
                    "e\u0301",
                    "\ud83d\ude00",
                    "\u0085",
                    "\u000b",
                    "\f",
                    "\u0001",
                    "\u007f",
                    "X=1",
                    "+=",
                    ":~",
                    "{a,b}",
                    "{1..3}",
                    "2>",
                    "<(",
                    "&&",
                    "env ",
                    "xargs ",
                    "time ",
                    "if ");

    @TempDir private Path temp;

    @Test
    void whatIsAcceptedIsWhatRealShellsPassOn() throws Exception {
        var chance = new Random(SEED);
        var accepted = new ArrayList<List<String>>();
        var commands = new ArrayList<String>();
        for (int i = 0; i < COUNT; i++) {
            var command = mutated(chance);
            split(command)
                    .ifPresent(
                            words -> {
                                accepted.add(words);
                                commands.add(command);
                            });
        }
        for (var shell : List.of("/bin/sh", "/bin/bash")) {
            for (int from = 0; from < commands.size(); from += BATCH) {
                int to = Math.min(from + BATCH, commands.size());
                var passed = passedOn(shell, commands.subList(from, to));
                for (int i = from; i < to; i++) {
                    assertThat(i - from < passed.size() ? passed.get(i - from) : List.of())
                            .as("%s of <%s>, seed %d", shell, commands.get(i), SEED)
                            .isEqualTo(accepted.get(i));
                }
            }
        }
        System.out.printf(
                "word splitter: %d mutations of seed %d, %d accepted, each as sh and bash have it%n",
                COUNT, SEED, accepted.size());
        assertThat(accepted).hasSizeGreaterThan(COUNT / 100);
    }

    private static String mutated(Random chance) {
        var text = new StringBuilder(SEEDS.get(chance.nextInt(SEEDS.size())));
        for (int edits = chance.nextInt(4); edits >= 0; edits--) {
            int at = chance.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + chance.nextInt(3));
            switch (chance.nextInt(3)) {
                case 0 -> text.insert(at, PIECES.get(chance.nextInt(PIECES.size())));
                case 1 -> text.delete(at, end);
                default -> text.replace(at, end, PIECES.get(chance.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private static Optional<List<String>> split(String command) {
        try {
            return Optional.of(WordSplitter.split(command));
        } catch (ToolFailedException _) {
            return Optional.empty();
        }
    }

    /// Each command's words, as the shell hands them to a program: the first one is a word as well,
    /// because a function stands in front.
    private List<List<String>> passedOn(String shell, List<String> commands)
            throws IOException, InterruptedException {
        var script = new StringBuilder(SHOW_WORDS);
        commands.forEach(command -> script.append("x ").append(command).append('\n'));
        var file = Files.writeString(temp.resolve("script"), script);
        var builder =
                new ProcessBuilder(shell, file.toString())
                        .directory(temp.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(Map.of("LANG", "C.UTF-8", "HOME", "/nowhere"));
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        var all = new ArrayList<List<String>>();
        var words = new ArrayList<String>();
        for (var word : output.split("\0", -1)) {
            if (word.equals("end of words")) {
                all.add(List.copyOf(words));
                words.clear();
            } else {
                words.add(word);
            }
        }
        return all;
    }
}

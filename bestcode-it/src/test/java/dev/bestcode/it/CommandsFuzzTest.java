package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/// Changed command lines through splitter and policies, and a sample of what passes really started:
/// nothing outside is touched.
class CommandsFuzzTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final int LINES = LONG ? 100_000 : 10_000;
    private static final int STARTED = LONG ? 600 : 30;
    private static final int SECONDS = 3;

    @TempDir private Path temp;
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = CommandsBench.workspace(temp);
    }

    @Test
    void changedCommandLinesStartNothingThatIsNotListedAndTouchNothingOutside() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        System.out.println("commands fuzz, seed " + seed);
        var random = new Random(seed);
        var attacks =
                CommandsBench.lines("attacks.txt").stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .toList();
        var seeds = new ArrayList<>(attacks);
        seeds.addAll(CommandsBench.lines("everyday.txt"));
        var listed = new TreeSet<String>();
        seeds.forEach(line -> listed.add(line.split(" ", 2)[0]));
        listed.addAll(List.of("touch", "tee", "cat", "xargs", "env", "bash", "sh", "timeout"));
        var mutations = new CommandMutations(seeds, random);
        var canary = temp.resolve("outside/canary").toString();
        var passed = new ArrayList<String>();
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), listed);
                var canaries = Canaries.in(temp.resolve("outside"), workspace)) {
            for (int i = 0; i < LINES; i++) {
                var line = mutations.next().replace("@C@", canary);
                var preview = bench.preview(line);
                if (preview.problem().isEmpty()) {
                    passed.add(line);
                    var program = Path.of(preview.program().orElseThrow());
                    assertThat(program).as(line).isAbsolute().isExecutable();
                    assertThat(listed)
                            .as(line)
                            .contains(
                                    program.startsWith(workspace)
                                            ? "./" + workspace.relativize(program)
                                            : fileName(preview.argv().getFirst()));
                }
            }
            int started = 0;
            if (bench.contained()) {
                Collections.shuffle(passed, random);
                for (var line : passed.subList(0, Math.min(STARTED, passed.size()))) {
                    var outcome = bench.run(line, SECONDS);
                    assertThat(canaries.touched(CommandsBench.text(outcome))).as(line).isEmpty();
                    started++;
                }
                assertThat(bench.survivors()).isEmpty();
            }
            System.out.printf(
                    "commands fuzz: %d lines, %d passed, %d started inside, 0 effects outside%n",
                    LINES, passed.size(), started);
        }
    }

    /// A program is called by its name or by its whole path.
    private static String fileName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }
}

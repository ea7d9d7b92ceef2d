package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// What works inside the walls, with the programs that are installed here: walls are of no use that
/// nobody can work behind.
class CommandsInsideTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));

    /// Every so many of the list are tried.
    private static final int STEP = LONG ? 1 : 12;

    private static final int WORK_PER_CENT_MIN = 95;
    private static final int SECONDS = 60;

    @TempDir private Path temp;
    private Path workspace;
    private Path template;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        SampleProject.in(workspace);
        template = Files.createDirectory(temp.resolve("template"));
        CommandsBench.copy(workspace, template);
    }

    private CommandsBench bench(Set<String> programs) {
        return new CommandsBench(workspace, temp.resolve("private"), programs);
    }

    /// Each has a test that listens and connects on the loopback interface.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvn -o -B -q test",
                "npm test",
                "cargo test --offline",
                "python3 -m unittest discover -v",
                "make test",
            })
    void theTestsOfAProjectPassInsideTheWalls(String command) throws Exception {
        var program = command.substring(0, command.indexOf(' '));
        try (var bench = bench(Set.of(program))) {
            assumeTrue(bench.contained(), "no sandbox stands here");
            assumeTrue(
                    bench.preview(command).problem().isEmpty(), program + " is not installed here");
            var outcome = bench.run(command, 5 * SECONDS);
            assertThat(outcome.error()).as(CommandsBench.text(outcome)).isFalse();
            assertThat(bench.survivors()).isEmpty();
        }
    }

    @Test
    void ordinaryCommandsDoInsideWhatTheyDoOutside() throws Exception {
        var commands = CommandsBench.lines("everyday.txt");
        var programs = new TreeSet<String>();
        commands.forEach(command -> programs.add(command.split(" ", 2)[0]));
        int ran = 0;
        int succeeded = 0;
        var different = new ArrayList<String>();
        try (var bench = bench(programs)) {
            assumeTrue(bench.contained(), "no sandbox stands here");
            for (int i = 0; i < commands.size(); i += STEP) {
                var command = commands.get(i);
                var preview = bench.preview(command);
                if (preview.problem().isEmpty()) {
                    ran++;
                    var text = CommandsBench.text(bench.run(command, SECONDS));
                    var status = text.lines().findFirst().orElse("");
                    CommandsBench.reset(workspace, template);
                    if (status.equals("exit code 0")) {
                        succeeded++;
                    } else {
                        var outside = outside(preview.program().orElseThrow(), preview.argv());
                        if (!outside.equals(status)) {
                            different.add("%s: %s, outside %s".formatted(command, text, outside));
                        }
                        CommandsBench.reset(workspace, template);
                    }
                }
            }
        }
        System.out.printf(
                "everyday commands inside the walls: %d of a list of %d started, %d succeeded, %d end as outside, %d work differently%n",
                ran,
                (commands.size() + STEP - 1) / STEP,
                succeeded,
                ran - different.size(),
                different.size());
        different.forEach(line -> System.out.println("  " + line.replace("\n", "\n    ")));
        assertThat((ran - different.size()) * 100).isGreaterThanOrEqualTo(WORK_PER_CENT_MIN * ran);
    }

    /// The same without walls, but for the network, which there is none of inside.
    /// @return as `command-exec` says it
    private String outside(String program, List<String> argv)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("unshare", "--net", "--", program));
        words.addAll(argv.subList(1, argv.size()));
        var process =
                new ProcessBuilder(words)
                        .directory(workspace.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return "timed out";
        }
        return "exit code " + process.exitValue();
    }
}

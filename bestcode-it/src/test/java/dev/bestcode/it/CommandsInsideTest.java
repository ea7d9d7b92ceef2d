package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// What works inside the walls, with the programs that are installed here: walls are of no use that
/// nobody can work behind.
class CommandsInsideTest {
    private static final int SECONDS = 20;

    @TempDir private Path temp;
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        SampleProject.in(workspace);
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
            var outcome = bench.run(command, 15 * SECONDS);
            assertThat(outcome.error()).as(CommandsBench.text(outcome)).isFalse();
            assertThat(bench.survivors()).isEmpty();
        }
    }
}

package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The test of the tests: each patch plants a bug in a copy of the main sources, and the suite has
/// to find it. By default the one test that a patch names has to; in the long build the suite is
/// run against each, as it stands, until one of its tests fails.
class PlantedBugsTest {
    private static final int BUGS = 25;
    private static final long MINUTES_MAX = Counts.of(60, 4);

    @TempDir private Path temp;

    @TestFactory
    @Timeout(value = 1, unit = TimeUnit.DAYS) // each run has a limit of its own
    Stream<DynamicTest> suiteFindsEveryPlantedBugAndPassesWithoutIt() throws IOException {
        var bugs = PlantedBug.all();
        Counts.print("%d planted bugs, against %s".formatted(bugs.size(), scope()));
        var control = dynamicTest("no bug", () -> passesUnpatched(bugs));
        return Stream.concat(
                Stream.of(control),
                bugs.stream().map(bug -> dynamicTest(bug.name(), () -> finds(bug))));
    }

    private static String scope() {
        return Counts.LONG ? "the whole suite" : "the test that each names";
    }

    private static List<String> tests(List<PlantedBug> bugs) throws Exception {
        return Counts.LONG
                ? PlantedRun.suite()
                : bugs.stream().map(PlantedBug::found).distinct().toList();
    }

    private void passesUnpatched(List<PlantedBug> bugs) throws Exception {
        var classes = new PlantedSources(Files.createDirectory(temp.resolve("none"))).compile();
        var run = PlantedRun.of(classes, tests(bugs), MINUTES_MAX);
        assertThat(run.failed()).isEmpty();
        assertThat(run.passed()).containsAll(bugs.stream().map(PlantedBug::found).toList());
    }

    private void finds(PlantedBug bug) throws Exception {
        var sources = new PlantedSources(Files.createDirectory(temp.resolve(bug.name())));
        sources.apply(bug);
        var run = PlantedRun.of(sources.compile(), tests(List.of(bug)), MINUTES_MAX);
        Counts.print("%s is found by %s".formatted(bug.name(), run.failed()));
        assertThat(run.failed())
                .as("%s survived %s: %s", bug.name(), tests(List.of(bug)), bug.breaks())
                .isNotEmpty();
    }

    @Test
    void pageListsThePatches() throws IOException {
        var page = PlantedBug.MODULE.resolveSibling("docs/kernel-planted-bugs.md");
        var rows = Files.readAllLines(page).stream().filter(line -> line.matches("\\| [0-9].*"));
        assertThat(rows)
                .containsExactlyElementsOf(PlantedBug.all().stream().map(PlantedBug::row).toList());
        assertThat(PlantedBug.all()).hasSize(BUGS);
    }
}

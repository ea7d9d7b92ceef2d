package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.tools.FaultyDirectory.Crash;
import dev.bestcode.tools.FaultyDirectory.Fault;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Every step of a write fails once, and ends the process once.
class WriteFaultTest {
    /// More than a write has; the last ones are not reached, which ends the enumeration.
    private static final int STEPS_MAX = 30;

    private static final byte[] OLD = "old content\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new content, longer\n".getBytes(StandardCharsets.UTF_8);

    @TempDir Path root;

    @ParameterizedTest
    @EnumSource
    void aReplacedFileIsTheOldOrTheNewOne(Fault fault) throws Exception {
        var file = root.resolve("f");
        int step = 0;
        for (boolean reached = true; reached; step++) {
            assertThat(step).isLessThan(STEPS_MAX);
            Files.write(file, OLD);
            boolean done = false;
            try (var place = (Place.File) Workspace.at(root).find("f")) {
                var faulty = new FaultyDirectory(place.parent(), fault, step);
                try {
                    FileContent.replace(
                            new Place.File(
                                    place.root(),
                                    place.path(),
                                    faulty,
                                    place.name(),
                                    place.attributes()),
                            NEW);
                    done = true;
                } catch (Crash | IOException _) {
                    // said or not, the file is whole
                }
                reached = faulty.wasReached();
            }
            assertThat(Files.readAllBytes(file)).as("step %d", step).isIn(OLD, NEW);
            if (done) {
                assertThat(Files.readAllBytes(file)).isEqualTo(NEW);
            }
            if (fault == Fault.ERROR) {
                assertThat(root).as("step %d", step).isDirectoryNotContaining("glob:**.tmp");
            }
            Files.deleteIfExists(root.resolve(".bestcode-write-0.tmp"));
        }
        assertThat(step).as("steps that were tried").isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource
    void aNewFileIsWholeOrNotThere(Fault fault) throws Exception {
        var file = root.resolve("f");
        int step = 0;
        for (boolean reached = true; reached; step++) {
            assertThat(step).isLessThan(STEPS_MAX);
            Files.deleteIfExists(file);
            try (var place = (Place.Missing) Workspace.at(root).find("f")) {
                var faulty = new FaultyDirectory(place.parent(), fault, step);
                try {
                    FileContent.create(
                            new Place.Missing(place.root(), place.path(), faulty, place.name()),
                            NEW);
                } catch (Crash | IOException _) {
                    // said or not
                }
                reached = faulty.wasReached();
            }
            if (Files.exists(file)) {
                assertThat(Files.readAllBytes(file)).as("step %d", step).isEqualTo(NEW);
            }
            Files.deleteIfExists(root.resolve(".bestcode-write-0.tmp"));
        }
        assertThat(step).isGreaterThan(3);
    }
}

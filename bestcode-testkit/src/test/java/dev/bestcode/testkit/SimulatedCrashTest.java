package dev.bestcode.testkit;

import static dev.bestcode.testkit.DiskWords.FILE;
import static dev.bestcode.testkit.DiskWords.diskWith;
import static dev.bestcode.testkit.DiskWords.filled;
import static dev.bestcode.testkit.DiskWords.force;
import static dev.bestcode.testkit.DiskWords.forceDirectories;
import static dev.bestcode.testkit.DiskWords.joined;
import static dev.bestcode.testkit.DiskWords.truncate;
import static dev.bestcode.testkit.DiskWords.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What arrives when the power is cut, unit by unit.
class SimulatedCrashTest {
    private static Set<String> outcomes(SimulatedDisk disk) {
        return disk.crashes(0).map(SimulatedCrashTest::summary).collect(Collectors.toSet());
    }

    /// Each file with the first byte of each of its sectors, such as `d/file 1,1`.
    private static String summary(SimulatedDisk disk) {
        return disk.files().entrySet().stream()
                .map(
                        file -> {
                            var bytes = disk.content(file.getKey());
                            var sectors = new StringBuilder();
                            for (int at = 0; at < bytes.length; at += 512) {
                                sectors.append(bytes[at]).append(',');
                            }
                            return file.getKey() + " " + sectors;
                        })
                .collect(Collectors.joining(" "));
    }

    @Test
    void sectorsOfOneWriteArriveInEverySubset() {
        var disk = diskWith(filled(1536, 1));
        write(disk, FILE, 0, filled(1536, 2));
        assertThat(disk.pending())
                .containsExactly("d/file sector 0", "d/file sector 1", "d/file sector 2");
        assertThat(disk.crashes(0).map(SimulatedCrashTest::summary))
                .containsExactly(
                        "d/file 1,1,1,",
                        "d/file 2,1,1,",
                        "d/file 1,2,1,",
                        "d/file 2,2,1,",
                        "d/file 1,1,2,",
                        "d/file 2,1,2,",
                        "d/file 1,2,2,",
                        "d/file 2,2,2,");
    }

    @Test
    void twelveUnitsGiveAllTheirSubsetsAndMoreGiveAsManyAsAsked() {
        var disk = diskWith(filled(13 * 512, 1));
        write(disk, FILE, 0, filled(12 * 512, 2));
        assertThat(disk.pendingUnits()).isEqualTo(12);
        assertThat(outcomes(disk)).hasSize(1 << 12);

        var larger = diskWith(filled(13 * 512, 1));
        write(larger, FILE, 0, filled(13 * 512, 2));
        var found = larger.crashes(50).map(SimulatedCrashTest::summary).toList();
        assertThat(found).hasSize(50);
        assertThat(found.get(0)).isEqualTo("d/file " + "1,".repeat(13));
        assertThat(found.get(1)).isEqualTo("d/file " + "2,".repeat(13));
        assertThat(Set.copyOf(found)).hasSizeGreaterThan(25);
    }

    @Test
    void forceLeavesNothingOnItsWay() {
        var disk = diskWith(filled(512, 1));
        write(disk, FILE, 0, filled(512, 2));
        write(disk, FILE, 0, filled(1024, 3));
        truncate(disk, FILE, 600);
        force(disk, FILE);
        assertThat(disk.pending()).isEmpty();
        assertThat(outcomes(disk)).containsExactly("d/file 3,3,");
    }

    @Test
    void olderVersionOfASectorMayBeTheOneThatArrives() {
        var disk = diskWith(filled(512, 1));
        write(disk, FILE, 0, filled(512, 2));
        write(disk, FILE, 0, filled(512, 3));
        assertThat(outcomes(disk)).containsExactlyInAnyOrder("d/file 1,", "d/file 2,", "d/file 3,");
        assertThat(disk.copyOf().crashes(0).count()) // all of it arrived there
                .isEqualTo(1);
    }

    @Test
    void growthIsAUnitOfItsOwn() {
        var disk = diskWith(filled(512, 1));
        write(disk, FILE, 512, filled(512, 2));
        assertThat(disk.pending()).containsExactly("d/file size 1024", "d/file sector 1");
        assertThat(outcomes(disk))
                .containsExactlyInAnyOrder("d/file 1,", "d/file 1,0,", "d/file 1,2,");
        assertThat(summary(disk.crash(0b10L))).isEqualTo("d/file 1,");
        assertThat(summary(disk.crash(0b01L))).isEqualTo("d/file 1,0,");
    }

    @Test
    void sectorThatArrivedAppearsWithAnySizeBehindIt() {
        var disk = diskWith(filled(512, 1));
        write(disk, FILE, 512, filled(512, 2));
        write(disk, FILE, 1024, filled(512, 3));
        assertThat(disk.pending())
                .containsExactly(
                        "d/file size 1024",
                        "d/file sector 1",
                        "d/file size 1536",
                        "d/file sector 2");
        assertThat(summary(disk.crash(0b0110L))).isEqualTo("d/file 1,2,0,");
    }

    @Test
    void cutArrivesOrNotAndTakesEarlierSectorsWithIt() {
        var disk = diskWith(filled(1024, 1));
        truncate(disk, FILE, 100);
        assertThat(disk.crashes(0).map(found -> found.content(FILE).length))
                .containsExactly(1024, 100);

        var rewritten = diskWith(filled(512, 1));
        write(rewritten, FILE, 512, filled(512, 2));
        truncate(rewritten, FILE, 100);
        write(rewritten, FILE, 1024, filled(512, 3));
        assertThat(rewritten.pending())
                .containsExactly(
                        "d/file size 1024",
                        "d/file sector 1",
                        "d/file size 100",
                        "d/file size 1536",
                        "d/file sector 2");
        assertThat(rewritten.crash(0b11110L).content(FILE))
                .isEqualTo(joined(filled(100, 1), filled(924, 0), filled(512, 3)));
        assertThat(summary(rewritten.crash(0b11010L))).isEqualTo("d/file 1,2,3,");
    }

    @Test
    void whatWasCutOffNeverComesBack() {
        var disk = diskWith(filled(512, 1));
        write(disk, FILE, 512, filled(512, 2));
        truncate(disk, FILE, 700);
        write(disk, FILE, 1024, filled(512, 3));
        assertThat(disk.crash(0b11110L).content(FILE)) // all but the first growth
                .isEqualTo(joined(filled(512, 1), filled(188, 2), filled(324, 0), filled(512, 3)));

        var found = disk.crash(0b00010L); // a sector without its size
        assertThat(found.content(FILE)).isEqualTo(filled(512, 1));
        write(found, FILE, 1024, filled(1, 4));
        assertThat(found.content(FILE))
                .isEqualTo(joined(filled(512, 1), filled(512, 0), filled(1, 4)));
    }

    @Test
    void placeThatNothingWasWrittenToShowsTheFiller() {
        var old = filled(2000, 7);
        old[1999] = 8;
        for (var filler : List.of(new byte[] {(byte) 0xFF}, old)) {
            var disk = diskWith(filled(700, 1));
            disk.fillUnwrittenWith(filler);
            write(disk, FILE, 700, filled(1300, 2));
            assertThat(disk.pending())
                    .containsExactly(
                            "d/file size 2000",
                            "d/file sector 1",
                            "d/file sector 2",
                            "d/file sector 3");
            byte f = filler[0];
            assertThat(disk.crash(0b0101L).content(FILE))
                    .isEqualTo(
                            joined(
                                    filled(700, 1),
                                    filled(324, f),
                                    filled(512, 2),
                                    filled(463, f),
                                    filled(1, filler[1999 % filler.length])));
            assertThat(disk.crash(0b1111L).content(FILE))
                    .isEqualTo(joined(filled(700, 1), filled(1300, 2)));
            assertThat(disk.crash(0L).content(FILE)).isEqualTo(filled(700, 1));
        }
    }

    @Test
    void createRenameAndDeleteWaitForTheirDirectory() throws IOException {
        var disk = diskWith(filled(10, 1));
        write(disk, "d/new", 0, filled(10, 2));
        force(disk, "d/new");
        assertThat(outcomes(disk)).containsExactlyInAnyOrder("d/file 1,", "d/file 1, d/new 2,");

        var deleted = diskWith(filled(10, 1));
        deleted.delete(FILE);
        assertThat(deleted.pending()).containsExactly("delete d/file");
        assertThat(outcomes(deleted)).containsExactlyInAnyOrder("d/file 1,", "");
        assertThat(deleted.copyOf().files()).isEmpty();
    }

    @Test
    void renameOverAFileKeepsTheOldOrTheNew() throws IOException {
        var disk = diskWith(filled(10, 1));
        write(disk, "d/new", 0, filled(10, 2));
        force(disk, "d/new");
        disk.rename("d/new", FILE);
        assertThat(outcomes(disk))
                .containsExactlyInAnyOrder("d/file 1,", "d/file 1, d/new 2,", "d/file 2,");
        forceDirectories(disk.copyOf(), "d");

        var forced = diskWith(filled(10, 1));
        write(forced, "d/new", 0, filled(10, 2));
        force(forced, "d/new");
        forced.rename("d/new", FILE);
        forceDirectories(forced, "d");
        assertThat(outcomes(forced)).containsExactly("d/file 2,");
    }

    @Test
    void renamedFileThatWasNotForcedMayBeEmpty() throws IOException {
        var disk = diskWith(filled(10, 1));
        write(disk, "d/new", 0, filled(10, 2));
        disk.rename("d/new", FILE);
        forceDirectories(disk, "d");
        assertThat(outcomes(disk)).containsExactlyInAnyOrder("d/file ", "d/file 0,", "d/file 2,");
    }

    @Test
    void noFileIsLostBecauseItsNameWasGivenAway() throws IOException {
        var disk = diskWith(filled(10, 1));
        disk.rename(FILE, "d/old");
        write(disk, FILE, 0, filled(10, 2));
        force(disk, FILE);
        assertThat(outcomes(disk))
                .containsExactlyInAnyOrder("d/file 1,", "d/old 1,", "d/file 2, d/old 1,");
    }

    @Test
    void fileInADirectoryThatDidNotArriveIsGone() {
        var disk = SimulatedDisk.seeded(1);
        write(disk, FILE, 0, filled(10, 1));
        force(disk, FILE);
        forceDirectories(disk, "d");
        assertThat(disk.pending()).containsExactly("make directory d");
        assertThat(outcomes(disk)).containsExactlyInAnyOrder("", "d/file 1,");
    }

    @Test
    void fileThatNoRestartCanShowHasNothingOnItsWay() throws IOException {
        var disk = diskWith(filled(10, 1));
        write(disk, FILE, 0, filled(10, 2));
        disk.delete(FILE);
        assertThat(disk.pending()).containsExactly("delete d/file", "d/file sector 0");
        forceDirectories(disk, "d");
        assertThat(disk.pendingUnits()).isZero();
    }

    @Test
    void maskIsRefusedWhereItCannotNameEveryUnit() {
        var disk = diskWith(filled(65 * 512, 1));
        write(disk, FILE, 0, filled(65 * 512, 2));
        assertThatThrownBy(() -> disk.crash(0L))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("65 units are on their way");
    }
}

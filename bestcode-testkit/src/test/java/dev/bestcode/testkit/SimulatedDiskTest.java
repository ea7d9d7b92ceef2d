package dev.bestcode.testkit;

import static dev.bestcode.testkit.DiskWords.FILE;
import static dev.bestcode.testkit.DiskWords.diskWith;
import static dev.bestcode.testkit.DiskWords.filled;
import static dev.bestcode.testkit.DiskWords.force;
import static dev.bestcode.testkit.DiskWords.forceDirectories;
import static dev.bestcode.testkit.DiskWords.joined;
import static dev.bestcode.testkit.DiskWords.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

class SimulatedDiskTest {
    private static final int SEEDS = 40;

    private static <T> Set<T> foundBySeeds(Function<Long, T> run) {
        var found = new HashSet<T>();
        for (long seed = 0; seed < SEEDS; seed++) {
            found.add(run.apply(seed));
        }
        return found;
    }

    @Test
    void unforcedWriteVanishesForOneSeedAndSurvivesForAnother() {
        var found =
                foundBySeeds(
                        seed -> {
                            var disk = SimulatedDisk.seeded(seed);
                            write(disk, FILE, 0, filled(4, 1));
                            force(disk, FILE);
                            forceDirectories(disk, "", "d");
                            write(disk, FILE, 0, filled(4, 2));
                            return (int) disk.crash().content(FILE)[0];
                        });
        assertThat(found).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void createdFileWithoutItsDirectoryForcedMayVanish() {
        var found =
                foundBySeeds(
                        seed -> {
                            var disk = SimulatedDisk.seeded(seed);
                            write(disk, "file", 0, filled(4, 1));
                            force(disk, "file");
                            return disk.crash().files();
                        });
        assertThat(found).containsExactlyInAnyOrder(sorted(Map.of()), sorted(Map.of("file", 4L)));
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> files) {
        return new TreeMap<>(files);
    }

    @Test
    void whatIsForcedWithItsDirectorySurvivesEverySeed() {
        var found =
                foundBySeeds(
                        seed -> {
                            var disk = SimulatedDisk.seeded(seed);
                            write(disk, FILE, 0, filled(3000, 1));
                            force(disk, FILE);
                            forceDirectories(disk, "", "d");
                            return Arrays.hashCode(disk.crash().content(FILE));
                        });
        assertThat(found).containsExactly(Arrays.hashCode(filled(3000, 1)));
    }

    @Test
    void sameSeedFindsTheSameDisk() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(crashedOften(seed)).isEqualTo(crashedOften(seed));
        }
        assertThat(foundBySeeds(SimulatedDiskTest::crashedOften)).hasSizeGreaterThan(SEEDS / 2);
    }

    private static int crashedOften(long seed) {
        var disk = SimulatedDisk.seeded(seed);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                write(disk, "f" + i, 100 * i, filled(2000, i + round));
            }
            disk = disk.crash();
        }
        int hash = disk.files().hashCode();
        for (var path : disk.files().keySet()) {
            hash = 31 * hash + Arrays.hashCode(disk.content(path));
        }
        return hash;
    }

    @Test
    void diskWithoutPowerRefusesEveryCall() throws IOException {
        var disk = diskWith(filled(4, 1));
        var file = disk.open(FILE, false);
        disk.crash();
        assertThatThrownBy(file::size).hasMessageContaining("the power is cut");
        assertThatThrownBy(file::force).hasMessageContaining("the power is cut");
        assertThatThrownBy(() -> disk.exists(FILE)).hasMessageContaining("the power is cut");
        assertThatThrownBy(disk::lock).hasMessageContaining("the power is cut");
    }

    @Test
    void closedFileRefusesEveryCall() throws IOException {
        var disk = diskWith(filled(4, 1));
        var file = disk.open(FILE, false);
        file.close();
        assertThatThrownBy(file::size).isInstanceOf(IOException.class);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    }

    @Test
    void tornWriteKeepsItsFirstBytesAndWhatItReplaced() {
        for (int kept : new int[] {0, 1, 500, 1000, 5000}) {
            var within = diskWith(filled(2000, 1));
            write(within, FILE, 300, filled(1000, 2));
            within.tearLastWrite(kept);
            var expected = filled(2000, 1);
            Arrays.fill(expected, 300, 300 + Math.min(kept, 1000), (byte) 2);
            assertThat(within.content(FILE)).as("kept %d", kept).isEqualTo(expected);

            var growing = diskWith(filled(600, 1));
            write(growing, FILE, 300, filled(1000, 2));
            growing.tearLastWrite(kept);
            int length = Math.min(kept, 1000);
            var left =
                    joined(filled(300, 1), filled(length, 2), filled(Math.max(0, 300 - length), 1));
            assertThat(growing.crash(0L).content(FILE)).as("kept %d", kept).isEqualTo(left);
        }
    }

    @Test
    void damageIsSeenAndSurvivesTheCrash() {
        var disk = diskWith(filled(1000, 0));
        disk.flipBit(FILE, 700 * 8 + 3);
        disk.overwrite(FILE, 510, (byte) 5, (byte) 6, (byte) 7);
        var expected = filled(1000, 0);
        System.arraycopy(new byte[] {5, 6, 7}, 0, expected, 510, 3);
        expected[700] = 8;
        assertThat(disk.content(FILE)).isEqualTo(expected);
        assertThat(disk.pendingUnits()).isZero();
        assertThat(disk.crash().content(FILE)).isEqualTo(expected);
        disk.flipBit(FILE, 700 * 8 + 3);
        assertThat(disk.content(FILE)[700]).isZero();
        assertThatThrownBy(() -> disk.overwrite(FILE, 999, (byte) 1, (byte) 2))
                .hasMessageContaining("d/file has 1000 bytes");
        assertThatThrownBy(() -> disk.flipBit("x", 1)).hasMessageContaining("no file x");
    }

    @Test
    void copyGoesItsOwnWayAndIsAllOnTheMedium() {
        var disk = diskWith(filled(3000, 1));
        write(disk, FILE, 0, filled(10, 2));
        disk.failWrite(1);
        var copy = disk.copyOf();
        write(copy, FILE, 1000, filled(10, 3));
        force(copy, FILE);
        copy.flipBit(FILE, 8 * 2999);
        assertThat(disk.content(FILE)).isEqualTo(joined(filled(10, 2), filled(2990, 1)));
        assertThat(disk.crash(0L).content(FILE)).isEqualTo(filled(3000, 1));
        assertThat(copy.crash(0L).content(FILE))
                .isEqualTo(
                        joined(
                                filled(10, 2),
                                filled(990, 1),
                                filled(10, 3),
                                filled(1989, 1),
                                filled(1, 0)));
    }

    /// What an exhaustive test does: 160,000 single flips of a log of 20,000 bytes.
    @Test
    void veryManyDamagedCopiesAreCheap() {
        boolean full = Boolean.getBoolean("bestcode.long");
        int bytes = full ? 20_000 : 2_000;
        var disk = diskWith(filled(20_000, 1));
        int differing = 0;
        for (int bit = 0; bit < bytes * Byte.SIZE; bit++) {
            var copy = disk.copyOf();
            copy.flipBit(FILE, bit);
            differing += copy.content(FILE)[bit / Byte.SIZE] == 1 ? 0 : 1;
        }
        System.out.println("damaged copies: " + differing);
        assertThat(differing).isEqualTo(bytes * Byte.SIZE);
        assertThat(disk.content(FILE)).isEqualTo(filled(20_000, 1));
    }
}

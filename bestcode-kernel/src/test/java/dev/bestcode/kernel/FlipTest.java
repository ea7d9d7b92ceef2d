package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/// A disk that rots. Damage is reported, by the open or by the read that needs what is damaged, or
/// it lay where no data is; what is derived is made again. Nobody is shown different data.
class FlipTest {
    private static final int STEP = Counts.of(1, 13);
    private static final int BLOB_STEP = Counts.of(997, 19_997);
    private static final int DAMAGES_OF_A_KIND = Counts.of(100_000, 10_000) / 3;
    private static final int BLOCK_BYTES = 4 << 10;
    private static final int TRANSACTIONS = 13;
    private static final int TRANSACTIONS_WITH_BLOB = 14;

    private final History history = History.undisturbed();
    private int refused;
    private int failedReads;
    private int right;
    private int shortened;

    @Test
    void everyFlippedBitOfASmallDirectoryIsReportedOrMeansNothing() throws IOException {
        var disk = SimulatedDisk.seeded(3);
        Workload.live(disk, TRANSACTIONS);
        for (var path : disk.files().keySet()) {
            long bits = (long) Disks.size(disk, path) * Byte.SIZE;
            for (long bit = 0; bit < bits; bit += STEP) {
                var rotten = disk.copyOf();
                rotten.flipBit(path, bit);
                assertNeverDifferent(rotten, TRANSACTIONS, path + " bit " + bit);
            }
        }
        assertThat(refused).isPositive();
        assertThat(failedReads).isPositive();
        assertThat(right).isPositive();
        assertThat(shortened).isZero();
        print("single flips, each %dth bit".formatted(STEP));
    }

    @Test
    void flippedBitOfABlobFailsTheReadsThatNeedIt() throws IOException {
        var disk = SimulatedDisk.seeded(4);
        Workload.live(disk, TRANSACTIONS_WITH_BLOB);
        var path = BlobFile.DIRECTORY + "/" + disk.list(BlobFile.DIRECTORY).getFirst();
        long bits = (long) Disks.size(disk, path) * Byte.SIZE;
        int flips = 0;
        for (long bit = 0; bit < bits; bit += BLOB_STEP, flips++) {
            var rotten = disk.copyOf();
            rotten.flipBit(path, bit);
            assertNeverDifferent(rotten, TRANSACTIONS_WITH_BLOB, path + " bit " + bit);
        }
        assertThat(failedReads).isEqualTo(flips);
        print("%d flips of a blob".formatted(flips));
    }

    @Test
    void twoFlippedBitsAtRandomNeverShowDifferentData() throws IOException {
        damageAtRandom(
                (disk, random) -> {
                    for (int i = 0; i < 2; i++) {
                        var path = anyFile(disk, random);
                        disk.flipBit(
                                path, random.nextLong((long) Disks.size(disk, path) * Byte.SIZE));
                    }
                });
        print("double flips");
    }

    @Test
    void blockOfZerosNeverShowsDifferentData() throws IOException {
        damageAtRandom(
                (disk, random) -> {
                    var path = anyFile(disk, random);
                    write(disk, path, anyBlock(disk, path, random), new byte[BLOCK_BYTES]);
                });
        print("blocks of zeros");
    }

    @Test
    void swappedBlocksNeverShowDifferentData() throws IOException {
        damageAtRandom(
                (disk, random) -> {
                    var path = anyFile(disk, random);
                    var other = random.nextBoolean() ? path : anyFile(disk, random);
                    int at = anyBlock(disk, path, random);
                    int otherAt = anyBlock(disk, other, random);
                    var bytes = block(disk, path, at);
                    write(disk, path, at, block(disk, other, otherAt));
                    write(disk, other, otherAt, bytes);
                });
        print("swapped blocks");
    }

    @FunctionalInterface
    private interface Damage {
        void to(SimulatedDisk disk, Random random);
    }

    private void damageAtRandom(Damage damage) throws IOException {
        var whole = history.disk();
        for (int seed = 0; seed < DAMAGES_OF_A_KIND; seed++) {
            var rotten = whole.copyOf();
            damage.to(rotten, new Random(seed));
            assertNeverDifferent(rotten, (int) History.last(), "seed " + seed);
        }
    }

    private static String anyFile(SimulatedDisk disk, Random random) {
        var all = disk.files().keySet().stream().toList();
        return all.get(random.nextInt(all.size()));
    }

    private static int anyBlock(SimulatedDisk disk, String path, Random random) {
        int blocks = Math.ceilDiv(Disks.size(disk, path), BLOCK_BYTES);
        return random.nextInt(blocks) * BLOCK_BYTES;
    }

    private static byte[] block(SimulatedDisk disk, String path, int at) {
        return Arrays.copyOfRange(disk.content(path), at, at + BLOCK_BYTES);
    }

    private static void write(SimulatedDisk disk, String path, int at, byte[] bytes) {
        int fits = Math.min(bytes.length, Disks.size(disk, path) - at);
        disk.overwrite(path, at, Arrays.copyOf(bytes, fits));
    }

    private void assertNeverDifferent(SimulatedDisk rotten, int last, String what)
            throws IOException {
        var before = rotten.fork();
        try {
            Reopened.look(
                    rotten,
                    state -> {
                        history.assertOneOf(state, 0, last, what);
                        look(state, what);
                        shortened += state.lsn() < last ? 1 : 0;
                        return state;
                    });
        } catch (KernelException e) {
            refused++;
            assertThat(e.getMessage()).as(what).contains("simulated disk/");
            assertThat(Disks.contents(rotten)).as(what).isEqualTo(Disks.contents(before));
        }
    }

    private void look(State state, String what) {
        try {
            history.assertShown(state, what);
            right++;
        } catch (KernelException damaged) {
            failedReads++;
            assertThat(damaged.getMessage()).as(what).contains("simulated disk/");
        }
    }

    private void print(String kind) {
        Counts.print(
                "%s: %d refused, %d reads failed, %d right, %d of them without the end of the log"
                        .formatted(kind, refused, failedReads, right, shortened));
    }
}

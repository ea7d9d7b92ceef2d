package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/// Arbitrary bytes under checksums that are right, as no disk makes them: the readers end, throw
/// nothing but what they say, and allocate no more than there is.
@Timeout(300)
class FuzzTest {
    private static final int ROUNDS = Counts.of(50_000, 2_000);
    private static final int INDEX_BLOCK_BYTES = 4096;
    private static final int BLOCK_HEADER_BYTES = 8;

    private final SimulatedDisk whole = SimulatedDisk.seeded(61);

    FuzzTest() {
        Workload.live(whole, 13);
    }

    /// Change a few bytes, or many, or write extreme numbers.
    private static void garble(ByteBuffer bytes, int from, int to, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    bytes.put(random.nextInt(from, to), (byte) random.nextInt());
                }
            }
            case 1 -> {
                int[] extremes = {0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 28};
                int at = random.nextInt(from, Math.max(from + 1, to - Integer.BYTES));
                if (at + Integer.BYTES <= to) {
                    bytes.putInt(at, extremes[random.nextInt(extremes.length)]);
                }
            }
            default -> {
                int start = random.nextInt(from, to);
                for (int at = start; at < Math.min(to, start + random.nextInt(64)); at++) {
                    bytes.put(at, (byte) random.nextInt());
                }
            }
        }
    }

    private static void open(SimulatedDisk garbled, long seed) {
        try {
            Reopened.look(garbled, Shown::of);
        } catch (KernelException | IOException said) {
            // What an open or a read may say.
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void garbledRecordsAreRefusedOrReadToTheEnd() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var garbled = withoutSnapshots();
            var segments = Disks.segments(garbled);
            var path = segments.get(random.nextInt(segments.size()));
            var places = Records.of(garbled.content(path));
            if (places.isEmpty()) {
                continue;
            }
            var place = places.get(random.nextInt(places.size()));
            int from = random.nextBoolean() ? 8 : LogFormat.RECORD_HEADER_BYTES - 1;
            Records.forge(
                    garbled,
                    path,
                    place,
                    record -> garble(record, from, record.capacity(), random));
            open(garbled, seed);
        }
    }

    private SimulatedDisk withoutSnapshots() {
        var disk = whole.copyOf();
        disk.files().keySet().stream()
                .filter(path -> path.endsWith(".snap"))
                .forEach(path -> Disks.delete(disk, path));
        return disk;
    }

    @Test
    void garbledHeadersOfFilesAreRefused() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var garbled = whole.copyOf();
            var headed =
                    garbled.files().keySet().stream()
                            .filter(path -> !path.startsWith(BlobFile.DIRECTORY))
                            .toList();
            var path = headed.get(random.nextInt(headed.size()));
            int length = LogFormat.SEGMENT_HEADER_BYTES;
            Records.forgeHeader(garbled, path, length, header -> garble(header, 8, length, random));
            open(garbled, seed);
        }
    }

    @Test
    void garbledSnapshotsAreLeftOut() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var garbled = whole.copyOf();
            for (var path : garbled.files().keySet()) {
                if (path.endsWith(".snap")) {
                    garbleSnapshot(garbled, path, random);
                }
            }
            open(garbled, seed);
        }
    }

    private static void garbleSnapshot(SimulatedDisk disk, String path, Random random) {
        var bytes = ByteBuffer.wrap(disk.content(path));
        int start = SnapshotFile.HEADER_BYTES;
        int length = bytes.getInt(start);
        int from = start + BLOCK_HEADER_BYTES;
        garble(bytes, from, from + length, random);
        bytes.putInt(start + Integer.BYTES, Checksum.of(bytes.array(), from, length));
        disk.overwrite(path, 0, bytes.array());
    }

    @Test
    void garbledIndexesMisleadNobodyIntoAnythingElse() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var garbled = whole.copyOf();
            for (var path : garbled.files().keySet()) {
                if (path.endsWith(".idx")) {
                    garbleIndex(garbled, path, random);
                }
            }
            open(garbled, seed);
        }
    }

    private static void garbleIndex(SimulatedDisk disk, String path, Random random) {
        var bytes = ByteBuffer.wrap(disk.content(path));
        int blocks = (bytes.capacity() - 128) / INDEX_BLOCK_BYTES;
        int start = 128 + random.nextInt(blocks) * INDEX_BLOCK_BYTES;
        int crcAt = start + INDEX_BLOCK_BYTES - Integer.BYTES;
        garble(bytes, start, start + 200, random);
        bytes.putInt(crcAt, Checksum.of(bytes.array(), start, INDEX_BLOCK_BYTES - Integer.BYTES));
        disk.overwrite(path, 0, bytes.array());
    }
}

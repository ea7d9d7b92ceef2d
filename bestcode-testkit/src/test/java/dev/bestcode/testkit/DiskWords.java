package dev.bestcode.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Words of the simulated disk's tests.
final class DiskWords {
    static final String FILE = "d/file";

    private DiskWords() {}

    static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (var part : parts) {
            all.put(part);
        }
        return all.array();
    }

    static void write(SimulatedDisk disk, String path, int position, byte... bytes) {
        try (var file = disk.open(path, true)) {
            file.write(ByteBuffer.wrap(bytes), position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void truncate(SimulatedDisk disk, String path, int size) {
        try (var file = disk.open(path, false)) {
            file.truncate(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void force(SimulatedDisk disk, String path) {
        try (var file = disk.open(path, false)) {
            file.force();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void forceDirectories(SimulatedDisk disk, String... directories) {
        try {
            for (var directory : directories) {
                disk.forceDirectory(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A disk with one file of these bytes, all of it on the medium.
    static SimulatedDisk diskWith(byte... bytes) {
        var disk = SimulatedDisk.seeded(5);
        write(disk, FILE, 0, bytes);
        force(disk, FILE);
        forceDirectories(disk, "", "d");
        return disk;
    }
}

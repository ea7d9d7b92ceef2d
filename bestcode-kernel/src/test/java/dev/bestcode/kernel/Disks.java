package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.SimulatedDisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What the tests of faults ask of a disk.
final class Disks {
    private Disks() {}

    /// Segments by their first LSN.
    static List<String> segments(SimulatedDisk disk) {
        return disk.files().keySet().stream()
                .filter(path -> path.endsWith(".log"))
                .sorted(Comparator.comparingLong(Disks::firstLsn))
                .toList();
    }

    static String lastSegment(SimulatedDisk disk) {
        return segments(disk).getLast();
    }

    private static long firstLsn(String segment) {
        return LogNames.parse(segment.substring(LogNames.DIRECTORY.length() + 1))
                .orElseThrow()
                .firstLsn();
    }

    /// The disk at the moment when something is forced next, before anything comes behind it.
    static CompletableFuture<SimulatedDisk> atTheNextForce(Kernel kernel, SimulatedDisk disk) {
        var found = new CompletableFuture<SimulatedDisk>();
        kernel.onForced(_ -> found.complete(disk.fork()));
        return found;
    }

    static int size(SimulatedDisk disk, String path) {
        return disk.content(path).length;
    }

    /// Everything that a refused open must leave as it was. Derived indexes may be made.
    static Map<String, Bytes> contents(SimulatedDisk disk) {
        var contents = new HashMap<String, Bytes>();
        for (var path : disk.files().keySet()) {
            if (!path.endsWith(".idx")) {
                contents.put(path, Bytes.of(disk.content(path)));
            }
        }
        return contents;
    }

    static void put(SimulatedDisk disk, String path, byte[] bytes) {
        try (var file = disk.open(path, true)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(SimulatedDisk disk, String path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The open says why, and leaves everything as it was.
    static void assertRefused(SimulatedDisk disk, String... reasons) {
        var before = contents(disk);
        assertThatThrownBy(() -> Reopened.state(disk))
                .isInstanceOf(KernelException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(reasons))
                .hasMessageContaining("Nothing has been changed");
        assertThat(contents(disk)).isEqualTo(before);
    }
}

package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The device below a folder, as Linux counts for it.
/// @param name such as `254:0`
/// @param stat its file of counters
/// @see "Linux, Documentation/block/stat.rst"
record BlockDevice(String name, Path stat) {
    private static final int SECTOR_BYTES = 512;
    private static final int SECTORS_WRITTEN = 6;
    private static final int FLUSHES = 15;

    /// @param writtenBytes since the system began, by all processes
    /// @param flushes the same; several forces at one time may share one; -1 where the system's
    /// Linux is older than 5.5
    record Counters(long writtenBytes, long flushes) {
        Counters since(Counters before) {
            return new Counters(writtenBytes - before.writtenBytes, flushes - before.flushes);
        }
    }

    /// Empty when the folder lies on no block device, or the system does not say on which.
    static Optional<BlockDevice> of(Path folder) {
        try {
            long device = ((Number) Files.getAttribute(folder, "unix:dev")).longValue();
            long major = (device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL);
            long minor = (device & 0xff) | (device >>> 12 & ~0xffL);
            var name = major + ":" + minor;
            var stat = Path.of("/sys/dev/block", name, "stat");
            return Files.isReadable(stat)
                    ? Optional.of(new BlockDevice(name, stat))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Counters counters() {
        try {
            var fields = Files.readString(stat).strip().split("\\s+", -1);
            return new Counters(
                    SECTOR_BYTES * Long.parseLong(fields[SECTORS_WRITTEN]),
                    fields.length > FLUSHES ? Long.parseLong(fields[FLUSHES]) : -1);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + stat, e);
        }
    }

    /// Have the system write out all that it holds back, then read the counters.
    Counters countersAfterSync() {
        try {
            int exit = new ProcessBuilder("sync").inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException("sync ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run sync", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in sync", e);
        }
        return counters();
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Random;

/// How the kernel's tests open one; their ops are those of [dev.bestcode.testkit.KernelFixtures].
final class Fixtures {
    /// The first segment.
    static final String LOG = "log/1.log";

    /// Small segments, so that copies of a whole directory are cheap.
    static final LogLimits SMALL = new LogLimits(32 << 10, 64 << 10, 1 << 20);

    private Fixtures() {}

    /// A frozen clock and a seeded id, so that two kernels write the same bytes.
    static KernelOptions options() {
        return KernelOptions.defaults()
                .withClock(() -> Instant.ofEpochSecond(1_000_000))
                .withRandom(new Random(7))
                .withLimits(SMALL)
                .withUpkeep(Upkeep.INLINE);
    }

    static WalKernel open(KernelStorage storage) {
        return WalKernel.open(storage, options());
    }

    static byte[] logBytes(KernelStorage storage) {
        try (var file = storage.open(LOG, false)) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KernelStorage storageWith(byte[] log) {
        var storage = FileStorage.inMemory();
        try (var file = storage.open(LOG, true)) {
            file.write(ByteBuffer.wrap(log), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return storage;
    }
}

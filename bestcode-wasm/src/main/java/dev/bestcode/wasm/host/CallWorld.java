package dev.bestcode.wasm.host;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.type.ResourceVar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What one call of a component sees of the world: its clock, its chance, its output. Used by the
/// call's worker alone.
public final class CallWorld implements AutoCloseable {
    /// Of standard output and standard error together.
    static final int OUTPUT_BYTES_MAX = 64 << 10;

    /// Into files, in one call.
    static final long WRITTEN_BYTES_MAX = 64L << 20;

    /// A file that the component makes larger than that is a mistake.
    static final long FILE_BYTES_MAX = 1L << 30;

    private static final int COARSE_MILLIS = 100;

    /// The same sequence for every call, so that a call can be run again.
    private static final long SEED = 0x62657374;

    private final Reach reach;
    private final Clock clock;
    private final Instant start;
    private final SplittableRandom seeded = new SplittableRandom(SEED);
    private final SecureRandom secure = new SecureRandom();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<ResourceVar, RuntimeResource> resources = new HashMap<>();
    private final HostObjects objects = new HostObjects();
    private long writtenLeft = WRITTEN_BYTES_MAX;

    public CallWorld(Reach reach, Clock clock) {
        this.reach = reach;
        this.clock = clock;
        this.start = clock.instant();
    }

    Capabilities granted() {
        return reach.granted();
    }

    List<Mount> folders() {
        return reach.folders();
    }

    HostObjects objects() {
        return objects;
    }

    /// Called before so many bytes are written into a file.
    /// @throws IOException when the file would become too large
    void written(long position, int bytes) throws IOException {
        if (position > FILE_BYTES_MAX - bytes) {
            throw new ErrorCode.Failed(ErrorCode.FILE_TOO_LARGE);
        }
        writtenLeft -= bytes;
        if (writtenLeft < 0) {
            throw new LimitExceededException(
                    "the component writes more than %d bytes into files in one call"
                            .formatted(WRITTEN_BYTES_MAX));
        }
    }

    Instant now() {
        return switch (reach.granted().clocks()) {
            case FROZEN -> start;
            case COARSE -> {
                long millis = clock.instant().toEpochMilli();
                yield Instant.ofEpochMilli(millis - Math.floorMod(millis, COARSE_MILLIS));
            }
            case REAL -> clock.instant();
        };
    }

    long resolutionNanos() {
        return switch (reach.granted().clocks()) {
            case FROZEN, COARSE -> COARSE_MILLIS * 1_000_000L;
            case REAL -> 1;
        };
    }

    /// Since the call began.
    long monotonicNanos() {
        return Math.max(0, java.time.Duration.between(start, now()).toNanos());
    }

    byte[] random(int bytes) {
        var random = new byte[bytes];
        switch (reach.granted().random()) {
            case SEEDED -> seeded.nextBytes(random);
            case SECURE -> secure.nextBytes(random);
        }
        return random;
    }

    long randomLong() {
        return java.nio.ByteBuffer.wrap(random(Long.BYTES)).getLong();
    }

    void write(byte[] bytes) {
        switch (reach.granted().stdio()) {
            case NONE -> {}
            case LOG ->
                    output.write(
                            bytes, 0, Math.min(bytes.length, OUTPUT_BYTES_MAX - output.size()));
        }
    }

    /// What was written to standard output and standard error, in order, up to a limit.
    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /// What a handle of it stands for is known by its representation.
    RuntimeResource resource(ResourceVar variable) {
        return resources.computeIfAbsent(variable, _ -> RuntimeResource.ofHost(objects::drop));
    }

    /// Close what the component left open. By the worker of the call.
    @Override
    public void close() {
        objects.close();
    }
}

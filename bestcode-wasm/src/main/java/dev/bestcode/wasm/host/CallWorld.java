package dev.bestcode.wasm.host;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.wasm.abi.RuntimeResource;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.type.ResourceVar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// What one call of a component sees of the world: its clock, its chance, its output. Used by the
/// call's worker alone.
public final class CallWorld {
    /// Of standard output and standard error together.
    static final int OUTPUT_BYTES_MAX = 64 << 10;

    private static final int COARSE_MILLIS = 100;

    /// The same sequence for every call, so that a call can be run again.
    private static final long SEED = 0x62657374;

    private final Capabilities granted;
    private final Clock clock;
    private final Instant start;
    private final SplittableRandom seeded = new SplittableRandom(SEED);
    private final SecureRandom secure = new SecureRandom();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<ResourceVar, RuntimeResource> resources = new HashMap<>();

    public CallWorld(Capabilities granted, Clock clock) {
        this.granted = granted;
        this.clock = clock;
        this.start = clock.instant();
    }

    Capabilities granted() {
        return granted;
    }

    Instant now() {
        return switch (granted.clocks()) {
            case FROZEN -> start;
            case COARSE -> {
                long millis = clock.instant().toEpochMilli();
                yield Instant.ofEpochMilli(millis - Math.floorMod(millis, COARSE_MILLIS));
            }
            case REAL -> clock.instant();
        };
    }

    long resolutionNanos() {
        return switch (granted.clocks()) {
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
        switch (granted.random()) {
            case SEEDED -> seeded.nextBytes(random);
            case SECURE -> secure.nextBytes(random);
        }
        return random;
    }

    long randomLong() {
        return java.nio.ByteBuffer.wrap(random(Long.BYTES)).getLong();
    }

    void write(byte[] bytes) {
        switch (granted.stdio()) {
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

    /// Host resources have no state: a stream is known by its representation.
    RuntimeResource resource(ResourceVar variable) {
        return resources.computeIfAbsent(variable, _ -> RuntimeResource.ofHost(_ -> {}));
    }

    Val.Handle handle(ResourceVar variable) {
        return new Val.Handle(resource(variable), 0);
    }
}

package dev.bestcode.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// How a kernel runs.
/// @param durability what an acknowledged commit survives
/// @param clock labels transactions and ages runs; it may go backwards, the labels do not
/// @param random draws the ids of files
/// @param limits sizes of files
/// @param upkeep where work beside the commits is done
public record KernelOptions(
        Durability durability,
        InstantSource clock,
        RandomGenerator random,
        LogLimits limits,
        Upkeep upkeep) {
    public static KernelOptions defaults() {
        return new KernelOptions(
                Durability.SYNC,
                Clock.systemUTC(),
                new SecureRandom(),
                LogLimits.DEFAULTS,
                Upkeep.BESIDE);
    }

    public KernelOptions withDurability(Durability value) {
        return new KernelOptions(value, clock, random, limits, upkeep);
    }

    public KernelOptions withClock(InstantSource value) {
        return new KernelOptions(durability, value, random, limits, upkeep);
    }

    public KernelOptions withRandom(RandomGenerator value) {
        return new KernelOptions(durability, clock, value, limits, upkeep);
    }

    public KernelOptions withLimits(LogLimits value) {
        return new KernelOptions(durability, clock, random, value, upkeep);
    }

    public KernelOptions withUpkeep(Upkeep value) {
        return new KernelOptions(durability, clock, random, limits, value);
    }

    long nowMillis() {
        return clock.instant().toEpochMilli();
    }
}

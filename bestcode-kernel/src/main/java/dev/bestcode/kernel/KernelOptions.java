package dev.bestcode.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// How a kernel runs.
/// @param durability what an acknowledged commit survives
/// @param clock labels transactions; it may go backwards, the labels do not
/// @param random draws the id of a new log
public record KernelOptions(Durability durability, InstantSource clock, RandomGenerator random) {
    public static KernelOptions defaults() {
        return new KernelOptions(Durability.SYNC, Clock.systemUTC(), new SecureRandom());
    }

    public KernelOptions withDurability(Durability durability) {
        return new KernelOptions(durability, clock, random);
    }

    public KernelOptions withClock(InstantSource clock) {
        return new KernelOptions(durability, clock, random);
    }

    public KernelOptions withRandom(RandomGenerator random) {
        return new KernelOptions(durability, clock, random);
    }
}

package dev.bestcode.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Where every call to a disk passes: one at a time, counted, and made to fail when a fault or a
/// power cut says so.
final class SimulatedCalls {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SimulatedCall, Long> counts = new EnumMap<>(SimulatedCall.class);
    private final List<Armed> armed = new ArrayList<>();
    private boolean powerCut;

    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /// A call that itself does what its fault leaves behind.
    @FunctionalInterface
    interface FaultyCall<T> {
        T run(Optional<SimulatedFault> fault) throws IOException;
    }

    private static final class Armed {
        private final SimulatedFault fault;
        private int left;

        Armed(SimulatedFault fault) {
            this.fault = fault;
            this.left = fault.nth();
        }

        boolean firesAt(SimulatedCall call, String path) {
            if (!fault.meets(call, path)) {
                return false;
            }
            boolean spent = left == 0;
            left = spent ? 0 : left - 1;
            return left == 0 && (!spent || fault.lasting());
        }
    }

    void arm(SimulatedFault fault) {
        locked(() -> armed.add(new Armed(fault)));
    }

    void cutPower() {
        locked(() -> powerCut = true);
    }

    long of(Collection<SimulatedCall> kinds) {
        return locked(() -> kinds.stream().mapToLong(kind -> counts.getOrDefault(kind, 0L)).sum());
    }

    <T> T attempt(SimulatedCall kind, String path, Call<T> call) throws IOException {
        return attemptWith(
                kind,
                path,
                fault -> {
                    if (fault.isPresent()) {
                        throw fault.get().failure(kind, path);
                    }
                    return call.run();
                });
    }

    <T> T attemptWith(SimulatedCall kind, String path, FaultyCall<T> call) throws IOException {
        lock.lock();
        try {
            if (powerCut) {
                throw new IOException("simulated: the power is cut");
            }
            counts.merge(kind, 1L, Long::sum);
            return call.run(met(kind, path));
        } finally {
            lock.unlock();
        }
    }

    /// The first fault that the call meets; each of them has counted it.
    private Optional<SimulatedFault> met(SimulatedCall kind, String path) {
        var met = Optional.<SimulatedFault>empty();
        for (var one : armed) {
            if (one.firesAt(kind, path) && met.isEmpty()) {
                met = Optional.of(one.fault);
            }
        }
        return met;
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}

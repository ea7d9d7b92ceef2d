package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What was read from bytes of the log, by a key whose bytes never change. Bounded by those bytes;
/// what was asked for longest ago goes first. Safe from any worker.
final class Remembered<K, V> {
    private record Kept<V>(V value, int bytes) {}

    private final Map<K, Kept<V>> kept = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private final long bytesMax;
    private long bytes;

    Remembered(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// @param from fetched only when the key is not known yet
    V of(K key, Supplier<Bytes> from, Function<Bytes, V> reading) {
        var known = find(key);
        return (known == null ? keep(key, from.get(), reading) : known).value();
    }

    private synchronized @Nullable Kept<V> find(K key) {
        return kept.get(key);
    }

    private Kept<V> keep(K key, Bytes from, Function<Bytes, V> reading) {
        var one = new Kept<>(reading.apply(from), from.size());
        keep(key, one);
        return one;
    }

    private synchronized void keep(K key, Kept<V> one) {
        if (kept.putIfAbsent(key, one) == null) {
            bytes += one.bytes();
        }
        for (var eldest = kept.values().iterator(); bytes > bytesMax; ) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}

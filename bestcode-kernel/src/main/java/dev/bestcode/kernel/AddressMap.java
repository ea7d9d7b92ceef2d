package dev.bestcode.kernel;

import java.util.Arrays;

/// From positive numbers to positive numbers, in two plain arrays: sixteen bytes for an entry and
/// its slack, where a map of objects takes sixty. Open addressing; nothing is ever removed. Not
/// safe for several threads.
/// @see "Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm L"
final class AddressMap {
    private static final int FIRST_SLOTS = 64;

    private long[] keys = new long[FIRST_SLOTS];
    private long[] values = new long[FIRST_SLOTS];
    private int size;

    int size() {
        return size;
    }

    /// @return 0 when there is none
    long get(long key) {
        return values[slot(keys, key)];
    }

    void put(long key, long value) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size * 3 > keys.length * 2) {
            grow();
        }
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /// Where the key is, or would go.
    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = Long.hashCode(key * 0x9E3779B97F4A7C15L) & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    long[] sortedKeys() {
        return Arrays.stream(keys).filter(key -> key != 0).sorted().toArray();
    }
}

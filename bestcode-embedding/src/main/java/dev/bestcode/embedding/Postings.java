package dev.bestcode.embedding;

import java.util.Arrays;

/// The entries that have one term, in no order. Not safe for several threads.
final class Postings {
    private static final int FIRST_CAPACITY = 4;

    private int[] slots = new int[FIRST_CAPACITY];
    private float[] shares = new float[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /// @param share of the term in the entry's vector
    void add(int slot, float share) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            shares = Arrays.copyOf(shares, 2 * size);
        }
        slots[size] = slot;
        shares[size] = share;
        size++;
    }

    /// @param slot one that is there
    void remove(int slot) {
        int at = 0;
        while (slots[at] != slot) {
            at++;
        }
        size--;
        slots[at] = slots[size];
        shares[at] = shares[size];
    }

    void addTo(double[] bySlot, double weight) {
        for (int i = 0; i < size; i++) {
            bySlot[slots[i]] += weight * shares[i];
        }
    }
}

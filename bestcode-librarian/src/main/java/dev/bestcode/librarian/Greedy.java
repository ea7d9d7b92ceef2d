package dev.bestcode.librarian;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Takes what is worth most, one after the other, where worths only fall while others are taken: so
/// what was looked at again and is still the highest is the best one. A heap of plain numbers, for
/// an epoch looks at thousands of them.
final class Greedy {
    private final IntToDoubleFunction worth;
    private final IntPredicate fits;
    private final IntConsumer take;
    private double[] worths = {};
    private int[] heap = {};
    private int size;

    /// @param worth for its cost, by what was taken so far; nothing of no worth is taken
    /// @param fits whether there is room; what once did not fit is not asked for again
    Greedy(IntToDoubleFunction worth, IntPredicate fits, IntConsumer take) {
        this.worth = worth;
        this.fits = fits;
        this.take = take;
    }

    /// Of equals the higher number, which is the later one, is taken first.
    void takeOf(int count) {
        fill(count);
        while (size > 0) {
            int best = heap[0];
            worths[best] = fits.test(best) ? worth.applyAsDouble(best) : 0;
            if (worths[best] <= 0) {
                removeFirst();
                continue;
            }
            sink(0);
            if (heap[0] == best) {
                take.accept(best);
                removeFirst();
            }
        }
    }

    private void fill(int count) {
        worths = new double[count];
        heap = new int[count];
        size = 0;
        for (int i = 0; i < count; i++) {
            worths[i] = worth.applyAsDouble(i);
            if (worths[i] > 0) {
                heap[size++] = i;
            }
        }
        for (int at = size / 2 - 1; at >= 0; at--) {
            sink(at);
        }
    }

    private void removeFirst() {
        heap[0] = heap[--size];
        sink(0);
    }

    private void sink(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], heap[at])) {
                return;
            }
            int moved = heap[at];
            heap[at] = heap[child];
            heap[child] = moved;
            at = child;
        }
    }

    private boolean isBefore(int some, int other) {
        return worths[some] != worths[other] ? worths[some] > worths[other] : some > other;
    }
}

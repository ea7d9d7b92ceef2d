package dev.bestcode.librarian;

import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/// Takes what is worth most, one after the other, where worths only fall while others are taken: so
/// what was looked at again and is still the highest is the best one.
final class Greedy {
    private final IntToDoubleFunction worth;
    private final IntPredicate fits;
    private final IntConsumer take;

    /// @param worth for its cost, by what was taken so far; nothing of no worth is taken
    /// @param fits whether there is room; what once did not fit is not asked for again
    Greedy(IntToDoubleFunction worth, IntPredicate fits, IntConsumer take) {
        this.worth = worth;
        this.fits = fits;
        this.take = take;
    }

    /// Of equals the higher number, which is the later one, is taken first.
    void takeOf(int count) {
        var worths = new double[count];
        var queue =
                new PriorityQueue<Integer>(
                        (a, b) ->
                                worths[a] != worths[b]
                                        ? Double.compare(worths[b], worths[a])
                                        : Integer.compare(b, a));
        for (int i = 0; i < count; i++) {
            worths[i] = worth.applyAsDouble(i);
            if (worths[i] > 0) {
                queue.add(i);
            }
        }
        while (!queue.isEmpty()) {
            int best = queue.remove();
            if (!fits.test(best)) {
                continue;
            }
            worths[best] = worth.applyAsDouble(best);
            if (worths[best] <= 0) {
                continue;
            }
            if (queue.isEmpty() || worths[best] >= worths[queue.element()]) {
                take.accept(best);
            } else {
                queue.add(best);
            }
        }
    }
}

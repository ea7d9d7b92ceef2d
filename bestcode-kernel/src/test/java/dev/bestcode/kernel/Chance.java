package dev.bestcode.kernel;

import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Where a generator's choices come from. Zero is always the plainest one, so that a property that
/// fails shrinks to plain transactions.
@FunctionalInterface
interface Chance {
    /// @return from 0 to `bound` - 1
    int below(int bound);

    static Chance of(RandomGenerator random) {
        return random::nextInt;
    }

    /// The numbers in order, zeros once they have run out.
    static Chance of(List<Integer> numbers) {
        Iterator<Integer> left = numbers.iterator();
        return bound -> left.hasNext() ? left.next() % bound : 0;
    }

    default boolean oneIn(int bound) {
        return below(bound) == bound - 1;
    }

    default <T> T from(List<T> values) {
        return values.get(below(values.size()));
    }
}

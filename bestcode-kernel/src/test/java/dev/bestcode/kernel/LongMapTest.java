package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Maps that are changed in place by an owner, beside those that never change.
class LongMapTest {
    private static final int ROUNDS = Counts.of(2000, 200);
    private static final int CHANGES = 300;

    private static List<Map.Entry<Long, Integer>> entries(LongMap<Integer> map) {
        return map.entries().stream().map(entry -> Map.entry(entry.key(), entry.value())).toList();
    }

    private static LongMap<Integer> change(
            LongMap<Integer> map, Map<Long, Integer> model, Random random, int keys) {
        long key = random.nextInt(4) == 0 ? random.nextLong(1L << 40) : random.nextInt(keys);
        if (random.nextInt(3) == 0) {
            model.remove(key);
            return map.without(key);
        }
        int value = random.nextInt();
        model.put(key, value);
        return map.with(key, value);
    }

    @Test
    void ownerSeesItsChangesAndNobodyElseDoes() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var model = new TreeMap<Long, Integer>();
            var before = LongMap.<Integer>empty();
            for (int i = random.nextInt(CHANGES); i > 0; i--) {
                before = change(before, model, random, 1 + random.nextInt(200));
            }
            var seen = List.copyOf(model.entrySet().stream().map(Map.Entry::copyOf).toList());
            var owned = before.ownedBy(new LongMap.Owner());
            for (int i = 0; i < CHANGES; i++) {
                owned = change(owned, model, random, 1 + random.nextInt(200));
            }
            assertThat(entries(before)).as("before, seed %d", seed).isEqualTo(seen);
            assertThat(entries(owned))
                    .as("owned, seed %d", seed)
                    .isEqualTo(List.copyOf(model.entrySet()));
            assertThat(owned.size()).isEqualTo(model.size());
        }
    }

    @Test
    void mapThatWasGivenAwayStaysAsItIsWhateverIsMadeOfIt() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            var random = new Random(seed);
            var model = new TreeMap<Long, Integer>();
            var owned = LongMap.<Integer>empty().ownedBy(new LongMap.Owner());
            for (int i = 0; i < CHANGES; i++) {
                owned = change(owned, model, random, 100);
            }
            var shown = owned.ownedBy(LongMap.Owner.NOBODY);
            var seen = List.copyOf(model.entrySet().stream().map(Map.Entry::copyOf).toList());
            var next = shown;
            var another = shown.ownedBy(new LongMap.Owner());
            for (int i = 0; i < CHANGES; i++) {
                next = change(next, new TreeMap<>(), random, 100);
                another = change(another, new TreeMap<>(), random, 100);
            }
            assertThat(entries(shown)).as("seed %d", seed).isEqualTo(seen);
        }
    }
}

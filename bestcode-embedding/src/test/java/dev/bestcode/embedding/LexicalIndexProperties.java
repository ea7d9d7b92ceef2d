package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class LexicalIndexProperties {
    private static final List<String> WORDS =
            List.of("read", "file", "mail", "send", "image", "photo", "weather", "getUser", "42");

    /// An index that has seen puts, replacements and removals answers as one that was filled anew,
    /// in another order; to the last bit.
    @Property(tries = 100)
    void answersDependOnTheEntriesAndNotOnWhatWasThereBefore(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int steps) {
        var random = new Random(seed);
        TextIndex lived = new LexicalIndex();
        Map<String, Entry> left = new TreeMap<>();
        for (int i = 0; i < steps; i++) {
            var id = "t" + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                assertThat(lived.remove(id)).isEqualTo(left.containsKey(id));
                left.remove(id);
            } else {
                var entry = entry(id, random);
                lived.put(entry);
                left.put(id, entry);
            }
        }
        var shuffled = new ArrayList<>(left.values());
        Collections.shuffle(shuffled, random);
        TextIndex fresh = new LexicalIndex();
        shuffled.forEach(fresh::put);

        assertThat(lived.size()).isEqualTo(left.size());
        for (int i = 0; i < 5; i++) {
            var query = text(random);
            assertThat(lived.search(query, _ -> true, 30))
                    .isEqualTo(fresh.search(query, _ -> true, 30))
                    .hasSize(left.size());
        }
    }

    private static Entry entry(String id, Random random) {
        var fields = List.of(new Field(text(random), 1), new Field(text(random), 0.1));
        return new Entry(id, fields, random.nextBoolean() ? List.of() : List.of(text(random)));
    }

    private static String text(Random random) {
        var words = new ArrayList<String>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }
}

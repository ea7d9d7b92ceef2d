package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingException;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;
import dev.bestcode.api.embedding.TextIndex.Match;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class MeaningIndexTest {
    private static final Entry TICKETS = entry("tickets", "Closes an issue in the tracker");
    private static final Entry ROCKETS = entry("rockets", "Launches a rocket into space");

    private final Provider provider = new Provider();
    private Instant now = Instant.EPOCH;
    private final MeaningIndex index = MeaningIndex.over(provider, 0.6, () -> now);

    @Test
    void whatIsMeantIsFoundThoughNoWordIsShared() {
        put(TICKETS, ROCKETS);

        var found = index.search("settle the complaint", _ -> true, 5);

        assertThat(found.getFirst().id()).isEqualTo("tickets");
        assertThat(found.getFirst().fit()).isGreaterThan(0.9);
        assertThat(found.getLast().fit()).isZero();
    }

    @Test
    void nothingIsSentBeforeTheFirstQueryAndNoTextTwice() {
        put(TICKETS, ROCKETS);
        assertThat(provider.asked).isEmpty();

        index.search("complaint", _ -> true, 5);
        index.search("complaint", _ -> true, 5);

        assertThat(provider.asked)
                .containsExactly(
                        "Closes an issue in the tracker",
                        "Launches a rocket into space",
                        "complaint",
                        "complaint");
    }

    @Test
    void whileTheProviderIsDownWordsAloneDecideAndItIsLeftInPeaceForAMinute() {
        put(TICKETS, ROCKETS);
        provider.down = true;

        assertThat(ids(index.search("close the issue", _ -> true, 1))).containsExactly("tickets");
        index.search("close the issue", _ -> true, 1);
        assertThat(provider.requests).as("asked once").isEqualTo(1);

        provider.down = false;
        now = now.plus(Duration.ofMinutes(1));
        assertThat(ids(index.search("settle the complaint", _ -> true, 1)))
                .containsExactly("tickets");
    }

    @Test
    void whatTheTableLacksIsNotAnswered() {
        put(TICKETS, ROCKETS);

        assertThat(ids(index.search("settle the complaint", "rockets"::equals, 5)))
                .containsExactly("rockets");
    }

    @Test
    void whatWasRemovedBeforeOrAfterItWasSentIsGone() {
        put(TICKETS, ROCKETS);
        assertThat(index.remove("rockets")).isTrue();
        assertThat(ids(index.search("complaint", _ -> true, 5))).containsExactly("tickets");
        assertThat(index.remove("tickets")).isTrue();
        assertThat(index.search("complaint", _ -> true, 5)).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void hundredsOfToolsAreSentInFewRequests() {
        IntStream.range(0, 200).forEach(i -> index.put(entry("t" + i, "complaint " + i)));

        assertThat(index.search("complaint", _ -> true, 300)).hasSize(200);
        assertThat(provider.requests).isEqualTo(5);
    }

    private void put(Entry... entries) {
        List.of(entries).forEach(index::put);
    }

    private static Entry entry(String id, String text) {
        return new Entry(id, List.of(new Field(text, 1)), List.of());
    }

    private static List<String> ids(List<Match> matches) {
        return matches.stream().map(Match::id).toList();
    }

    /// Knows two meanings.
    private static final class Provider implements EmbeddingProvider {
        private final List<String> asked = new ArrayList<>();
        private int requests;
        private boolean down;

        @Override
        public int dimensions() {
            return 2;
        }

        @Override
        public List<Embedding> embed(List<String> texts) {
            requests++;
            if (down) {
                throw new EmbeddingException(EmbeddingException.Kind.UNAVAILABLE, "down");
            }
            asked.addAll(texts);
            return texts.stream()
                    .map(text -> text.contains("issue") || text.contains("complaint"))
                    .map(issue -> Embedding.of(issue ? new float[] {1, 0} : new float[] {0, 1}))
                    .toList();
        }
    }
}

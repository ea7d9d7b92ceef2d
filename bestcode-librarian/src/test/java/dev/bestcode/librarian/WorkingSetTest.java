package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class WorkingSetTest {
    private static final int[] NONE = {};

    @Test
    void ofTwoOldPagesTheOneStaysThatTheAgentSpeaksOf() {
        var pages = List.of(page(1, 100, 1, 2, 3), page(1, 100, 4, 5, 6), page(9, 90, 7, 8));
        var spoken = new Candidate(8, 0, new int[] {2, 3}, new int[] {2, 3});

        assertThat(WorkingSet.choose(pages, List.of(spoken), 10, 200)).isEqualTo(set(0, 2));
    }

    @Test
    void whatIsInViewAlreadyIsNotShownTwice() {
        var pages = List.of(page(5, 100, 1, 2, 3), page(5, 100, 4, 5), page(6, 100, 1, 2, 3));

        assertThat(WorkingSet.choose(pages, List.of(), 7, 200)).isEqualTo(set(1, 2));
    }

    @Test
    void aQuarterOfTheRoomIsForTheNewestWhateverItSays() {
        var pages = List.of(page(1, 300, 1, 2, 4, 5, 6, 8), page(1, 100, 9), page(2, 100));

        assertThat(WorkingSet.choose(pages, List.of(), 50, 400)).isEqualTo(set(0, 2));
        assertThat(WorkingSet.choose(pages, List.of(), 50, 300)).isEqualTo(set(0));
    }

    @Test
    void aPageOfNamesStaysRatherThanOneOfAsManyWords() {
        int[] names = terms(TermKind.NAME);
        int[] words = terms(TermKind.WORD);
        var pages = List.of(page(1, 100, names), page(1, 100, words));

        assertThat(WorkingSet.choose(pages, List.of(), 9, 100)).isEqualTo(set(0));
    }

    private static int[] terms(TermKind kind) {
        return IntStream.range(0, 8).map(i -> kind.term("term" + i)).sorted().toArray();
    }

    @Test
    void whateverThePagesAreTheyFitAndTheSameOnesAreChosenAgain() {
        var chance = new Random(5);
        for (int i = 0; i < 300; i++) {
            var pages = new ArrayList<Candidate>();
            for (int p = chance.nextInt(60); p > 0; p--) {
                int[] terms =
                        IntStream.range(0, chance.nextInt(9))
                                .map(_ -> chance.nextInt(30))
                                .sorted()
                                .distinct()
                                .toArray();
                pages.add(
                        new Candidate(
                                60 - p,
                                chance.nextInt(50),
                                chance.nextBoolean() ? terms : NONE,
                                terms));
            }
            int room = chance.nextInt(500) - 50;
            var chosen = WorkingSet.choose(pages, List.of(), 61, room);

            assertThat(chosen.stream().map(page -> pages.get(page).tokens()).sum())
                    .isLessThanOrEqualTo(Math.max(0, room));
            assertThat(WorkingSet.choose(pages, List.of(), 61, room)).isEqualTo(chosen);
        }
    }

    private static Candidate page(int turn, int tokens, int... terms) {
        return new Candidate(turn, tokens, NONE, terms);
    }

    private static BitSet set(int... positions) {
        var set = new BitSet();
        IntStream.of(positions).forEach(set::set);
        return set;
    }
}

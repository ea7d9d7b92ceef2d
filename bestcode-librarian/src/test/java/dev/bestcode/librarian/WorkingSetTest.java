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
    void ofTwoOldPagesTheOneStaysWhoseFileTheAgentSpeaksOf() {
        int[] parser = {TermKind.PATH.term("src/Parser.java")};
        int[] printer = {TermKind.PATH.term("src/Printer.java")};
        var pages =
                List.of(
                        new Candidate(1, 100, parser, union(parser, 1, 2, 3)),
                        new Candidate(2, 100, printer, union(printer, 4, 5, 6)));

        assertThat(stays(pages, new Candidate(9, 0, parser, parser))).isEqualTo(set(0));
        assertThat(stays(pages, new Candidate(9, 0, printer, printer))).isEqualTo(set(1));
    }

    private static BitSet stays(List<Candidate> pages, Candidate spoken) {
        return new WorkingSet(pages, List.of(spoken), List.of(), 10).whole(100, 4, List.of());
    }

    private static int[] union(int[] some, int... others) {
        return IntStream.concat(IntStream.of(some), names(others)).sorted().toArray();
    }

    private static IntStream names(int... numbers) {
        return IntStream.of(numbers).map(number -> TermKind.NAME.term("name" + number));
    }

    @Test
    void aPathThatMostTurnsNameBringsNothingBack() {
        int[] everywhere = {TermKind.PATH.term("/home/you/shop")};
        int[] seldom = {TermKind.PATH.term("src/Parser.java")};
        var pages =
                List.of(
                        new Candidate(1, 100, seldom, union(seldom, 1, 2, 3)),
                        new Candidate(2, 100, everywhere, union(everywhere, 4, 5, 6, 7, 8)));
        var spoken = new ArrayList<Candidate>();
        spoken.add(new Candidate(19, 10, seldom, seldom));
        for (int turn = 3; turn < 19; turn++) {
            spoken.add(new Candidate(turn, 10, everywhere, everywhere));
        }

        assertThat(new WorkingSet(pages, spoken, List.of(), 20).whole(100, 4, List.of()))
                .isEqualTo(set(0));
    }

    @Test
    void whatIsInViewAlreadyIsNotShownTwice() {
        var pages = List.of(page(5, 100, 1, 2, 3), page(5, 100, 4, 5), page(6, 100, 1, 2, 3));

        assertThat(WorkingSet.choose(pages, 7, 200)).isEqualTo(set(1, 2));
    }

    @Test
    void whatRepeatsWhatStaysAnywayDoesNotStay() {
        int[] seen = union(NONE, 1, 2, 3);
        var pages = List.of(new Candidate(5, 100, NONE, seen), page(4, 100, union(NONE, 4)));
        var staying = List.of(new Candidate(6, 100, NONE, seen));

        assertThat(new WorkingSet(pages, staying, List.of(), 7).whole(100, 4, List.of()))
                .isEqualTo(set(1));
    }

    @Test
    void aQuarterOfTheRoomIsForTheNewestWhateverItSays() {
        var pages = List.of(page(1, 300, 1, 2, 4, 5, 6, 8), page(1, 100, 9), page(2, 100));

        assertThat(WorkingSet.choose(pages, 50, 400)).isEqualTo(set(0, 2));
        assertThat(WorkingSet.choose(pages, 50, 300)).isEqualTo(set(0));
    }

    @Test
    void aPageOfNamesStaysRatherThanOneOfAsManyWords() {
        int[] names = terms(TermKind.NAME);
        int[] words = terms(TermKind.WORD);
        var pages = List.of(page(1, 100, names), page(1, 100, words));

        assertThat(WorkingSet.choose(pages, 9, 100)).isEqualTo(set(0));
    }

    @Test
    void aLineStandsForItsPageWhereThatLeavesRoomForAnother() {
        var line = Snippet.of("Node parseNode(TokenStream tokens)");
        var pages =
                List.of(
                        new Candidate(1, 100, NONE, union(line.terms(), 1)),
                        new Candidate(1, 100, NONE, union(NONE, 2, 3)));
        var alone = List.of(List.<Snippet>of(), List.<Snippet>of());

        assertThat(set(pages).whole(100, 4, alone)).isEqualTo(set(0));
        assertThat(set(pages).whole(100, 4, List.of(List.of(line), List.of()))).isEqualTo(set(0));
        assertThat(set(pages).whole(120, 4, List.of(List.of(line), List.of()))).isEqualTo(set(1));
    }

    private static WorkingSet set(List<Candidate> pages) {
        return new WorkingSet(pages, List.of(), List.of(), 9);
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
            var chosen = WorkingSet.choose(pages, 61, room);

            assertThat(chosen.stream().map(page -> pages.get(page).tokens()).sum())
                    .isLessThanOrEqualTo(Math.max(0, room));
            assertThat(WorkingSet.choose(pages, 61, room)).isEqualTo(chosen);
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

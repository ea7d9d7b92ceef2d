package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/// What of folded exchanges stays in view in their own words.
class KeepingTest {
    private static final BitSet NONE = new BitSet();

    private static final List<Snippet> PARSER =
            Learned.of("Node parseNode(TokenStream tokens) {\n    return nodeOf(tokens);\n")
                    .snippets();

    private static final List<Snippet> PRINTER =
            Learned.of("void printNode(TextWriter writer) {\n    writer.write(textOf);\n")
                    .snippets();

    @Test
    void whatTheAgentGoesOnToSpeakOfIsKeptFirst() {
        var set = set(spoken(9, "now printNode with its TextWriter"));

        assertThat(texts(set.keep(NONE, List.of(PARSER, PRINTER), 46)))
                .containsExactly(List.of(), List.of("printNode", "TextWriter"));
    }

    @Test
    void whatStaysInViewIsNotKeptBesides() {
        var staying = spoken(9, "now printNode");
        var set =
                new WorkingSet(
                        List.of(page(PARSER), page(PRINTER)), List.of(staying), List.of(), 10);

        assertThat(texts(set.keep(NONE, List.of(PARSER, PRINTER), 10_000)).getLast())
                .contains("TextWriter")
                .doesNotContain("printNode");
    }

    @Test
    void aPathThatStandsInALongerOneIsNotKeptBesides() {
        var shorter = List.of(Snippet.name("src/core/Parser.java"));
        var longer = List.of(Snippet.name("work/src/core/Parser.java"));
        var read = new Candidate(9, 100, new int[0], terms(longer));
        var set = new WorkingSet(List.of(page(shorter), read), List.of(), List.of(), 10);

        assertThat(texts(set.keep(NONE, List.of(shorter, longer), 1_000)))
                .containsExactly(List.of(), List.of("work/src/core/Parser.java"));
    }

    @Test
    void whatIsKeptOfAPathIsTheSameWhenItIsReadAgain() {
        for (var snippet : Learned.of("see a/b/Parser.java and parseNode in it").snippets()) {
            assertThat(Snippet.of(snippet.text()).terms()).isEqualTo(snippet.terms());
            assertThat(Snippet.of(snippet.text()).named()).isEqualTo(snippet.named());
        }
    }

    @Test
    void whatNobodyCountedIsNotKept() {
        var other = Learned.of("int unheardOf = neverSaid(42);").snippets();

        assertThat(texts(set(spoken(9, "hello")).keep(NONE, List.of(other), 1_000)))
                .containsExactly(List.of());
    }

    @Test
    void whateverThereIsItFitsAndTheSameIsKeptAgain() {
        var chance = new Random(5);
        for (int i = 0; i < 100; i++) {
            var sources = new ArrayList<List<Snippet>>();
            var pages = new ArrayList<Candidate>();
            for (int page = chance.nextInt(8); page > 0; page--) {
                var text = new StringBuilder();
                for (int word = chance.nextInt(40); word > 0; word--) {
                    text.append("someName").append(chance.nextInt(60));
                    text.append(chance.nextInt(4) == 0 ? "\n" : " ü ");
                }
                sources.add(Learned.of(text.toString()).snippets());
                pages.add(page(sources.getLast()));
            }
            int bytes = chance.nextInt(900);
            var kept =
                    texts(
                            new WorkingSet(pages, List.of(), List.of(), 10)
                                    .keep(NONE, sources, bytes));

            assertThat(
                            kept.stream()
                                    .mapToInt(
                                            it ->
                                                    Snippet.shown(it)
                                                            .getBytes(StandardCharsets.UTF_8)
                                                            .length)
                                    .sum())
                    .isLessThanOrEqualTo(bytes);
            assertThat(
                            texts(
                                    new WorkingSet(pages, List.of(), List.of(), 10)
                                            .keep(NONE, sources, bytes)))
                    .isEqualTo(kept);
        }
    }

    private static WorkingSet set(Candidate spoken) {
        return new WorkingSet(
                List.of(page(PARSER), page(PRINTER), spoken), List.of(), List.of(), 10);
    }

    private static Candidate page(List<Snippet> snippets) {
        return new Candidate(1, 100, new int[0], terms(snippets));
    }

    private static Candidate spoken(int turn, String text) {
        return new Candidate(turn, 10, Terms.of(text), Terms.of(text));
    }

    private static int[] terms(List<Snippet> snippets) {
        return snippets.stream()
                .flatMapToInt(snippet -> Arrays.stream(snippet.named()))
                .sorted()
                .distinct()
                .toArray();
    }

    private static List<List<String>> texts(List<List<Snippet>> kept) {
        return kept.stream().map(it -> it.stream().map(Snippet::text).toList()).toList();
    }
}

package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;
import dev.bestcode.api.embedding.TextIndex.Match;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class LexicalIndexTest {
    private final TextIndex index = new LexicalIndex();

    @BeforeEach
    void fill() {
        put("mailer", "Sends an electronic mail to a recipient");
        put("resizeImage", "Changes width and height of an image");
        put("forecast", "Tells the weather of the next days at a place");
        put("ledger", "Books invoices to accounts");
        put("archive", "Compresses a folder");
    }

    @ParameterizedTest
    @CsvSource({
        "send electronic mails, mailer", // stems
        "make this photo smaller, resizeImage", // a word that means the same
        "resize it, resizeImage", // part of an identifier
        "wether tomorrow, forecast", // misspelt
        "compressing folders, archive"
    })
    void theEntryIsFoundByWhatItIsFor(String query, String expected) {
        assertThat(index.search(query, _ -> true, 1))
                .extracting(Match::id)
                .containsExactly(expected);
    }

    @Test
    void aRememberedRequestLetsItBeFoundByItsUsersWords() {
        var query = "how much do we owe the plumber";
        assertThat(index.search(query, _ -> true, 1).getFirst().fit()).isZero();

        index.put(
                new Entry(
                        "ledger",
                        List.of(new Field("Books invoices to accounts", 1)),
                        List.of("what do we owe the electrician?")));

        var best = index.search(query, _ -> true, 1).getFirst();
        assertThat(best.id()).isEqualTo("ledger");
        assertThat(best.fit()).isPositive();
    }

    @Test
    void whatIsNotAmongTheAllowedIsNotAnswered() {
        assertThat(index.search("send a mail", id -> !id.equals("mailer"), 10))
                .extracting(Match::id)
                .doesNotContain("mailer")
                .hasSize(4);
        assertThat(index.search("send a mail", _ -> false, 10)).isEmpty();
    }

    @Test
    void aRemovedOrReplacedEntryIsNotFoundByItsOldWords() {
        assertThat(index.remove("mailer")).isTrue();
        assertThat(index.remove("mailer")).isFalse();
        put("forecast", "Plays a song");

        assertThat(index.size()).isEqualTo(4);
        assertThat(fit("electronic mail")).isZero();
        assertThat(fit("next places")).isZero();
        assertThat(index.search("play songs", _ -> true, 1).getFirst().id()).isEqualTo("forecast");
    }

    @Test
    void nothingIsFoundInNothingAndNothingByNothing() {
        assertThat(new LexicalIndex().search("mail", _ -> true, 5)).isEmpty();
        assertThat(index.search("the of and", _ -> true, 5)).allMatch(match -> match.fit() == 0);
        assertThat(index.search("mail", _ -> true, 0)).isEmpty();
    }

    private double fit(String query) {
        return index.search(query, _ -> true, 1).getFirst().fit();
    }

    private void put(String name, String description) {
        index.put(
                new Entry(name, List.of(new Field(name, 1), new Field(description, 1)), List.of()));
    }
}

package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
    @ParameterizedTest
    @CsvSource({
        "connections, connect",
        "connecting, connect",
        "agreed, agre",
        "hopping, hop",
        "filing, file",
        "happily, happili",
        "organization, organ",
        "hopefulness, hope",
        "electrical, electr",
        "adjustment, adjust",
        "adoption, adopt",
        "controller, control",
        "rate, rate",
        "skies, ski",
        "sky, sky",
        "is, is",
        "naïve, naïve",
        "résumés, résumés"
    })
    void wordsOfOneStemMeetAndForeignOnesStayAsTheyAre(String word, String stem) {
        assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
    }

    @Test
    void identifiersComeApartWhereTheyWerePutTogether() {
        assertThat(Words.of("getUserByID2 parseJSONBody list_open-issues v1.URLs"))
                .containsExactly(
                        "get", "user", "by", "id", "2", "parse", "json", "body", "list", "open",
                        "issues", "v", "1", "urls");
    }

    @Test
    void accentsAreDroppedAndUnspacedScriptsGoByPairs() {
        assertThat(Words.of("Café déjà")).containsExactly("cafe", "deja");
        assertThat(Words.of("天気予報 x")).containsExactly("天気", "気予", "予報", "x");
    }

    @Test
    void stopWordsAreLeftOutAndRunsMarkTheEnds() {
        assertThat(Terms.stems("please show me the runs").keySet()).containsExactly("show", "run");
        assertThat(Terms.runs("the cat").keySet())
                .containsExactly("<ca", "cat", "at>", "<cat", "cat>", "<cat>");
    }
}

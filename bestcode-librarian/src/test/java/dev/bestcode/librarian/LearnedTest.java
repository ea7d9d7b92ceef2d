package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LearnedTest {
    private static final String TEXT =
            """
            src/main/Parser.java
                public Node parseNode(TokenStream tokens) {
                    return nodeOf(tokens);
                }
            """;

    @Test
    void namesStandBeforeLinesAndEachNameOnce() {
        assertThat(Learned.of(TEXT + TEXT).snippets())
                .extracting(Snippet::text)
                .startsWith("src/main/Parser.java", "parseNode", "TokenStream", "nodeOf")
                .contains("public Node parseNode(TokenStream tokens) {")
                .doesNotContain("public", "return", "}");
    }

    @Test
    void aPageHasTheTermsOfItsText() {
        assertThat(Learned.of(TEXT).terms()).isEqualTo(Terms.of(TEXT));
    }

    @Test
    void aLineThatATerminalWouldObeyIsNotKept() {
        var text = "a line of plain words\nclear \u001b[2J the whole screen\n\tone\ttab is plain";

        assertThat(Learned.of(text).snippets())
                .extracting(Snippet::text)
                .containsExactly("a line of plain words", "one\ttab is plain");
    }

    @Test
    void aTextOfManyNamesIsReadUpToABound() {
        var text = new StringBuilder();
        for (int i = 0; i < 3 * Terms.TERMS_MAX; i++) {
            text.append("a").append(i).append("_b ").append(i % 20 == 0 ? "\n" : "");
        }
        assertThat(Learned.of(text.toString()).terms())
                .hasSizeBetween(Terms.TERMS_MAX, Terms.TERMS_MAX + 100);
    }
}

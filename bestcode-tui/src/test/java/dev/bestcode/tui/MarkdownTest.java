package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class MarkdownTest {
    @Test
    void headingsListsAndCodeLookLikeThemselves() {
        assertThat(
                        render(
                                """
                                # Title
                                Some *soft*
                                text with `code`.

                                - one
                                - two
                                  1. deep

                                ```java
                                int x  = 1;
                                ```
                                > said
                                """,
                                40))
                .containsExactly(
                        "Title",
                        "",
                        "Some soft text with code.",
                        "",
                        "• one",
                        "• two",
                        "  1. deep",
                        "",
                        "  int x  = 1;",
                        "",
                        "▌ said");
    }

    @Test
    void tableHasColumnsWhereItFits() {
        assertThat(render(TABLE, 40))
                .containsExactly("name   │  n", "───────┼───", "日本   │  1", "carrot │ 22");
    }

    @Test
    void tableThatDoesNotFitIsAListOfRows() {
        assertThat(render(TABLE, 9))
                .containsExactly("name", "n", "────────", "日本", "1", "────────", "carrot", "22");
    }

    @Test
    void linkShowsWhereItGoes() {
        assertThat(render("[safe](https://evil.example) <https://a.example>", 80))
                .containsExactly("safe (https://evil.example) https://a.example");
    }

    @Test
    void escapesInCodeAreShown() {
        assertThat(render("`\u001b]0;x\u0007`", 80)).containsExactly("\uFFFD]0;x\uFFFD");
    }

    @Test
    void diffHasItsLinesColoured() {
        var lines = Markdown.render("```diff\n-a\n+b\n```", 80);
        assertThat(lines.stream().map(line -> line.spans().getLast().style().role()))
                .containsExactly(Role.REMOVED, Role.ADDED);
    }

    @Test
    void deepQuotesAndEmphasisEnd() {
        assertThat(Markdown.render(">".repeat(10_000) + " deep", 20)).isNotEmpty();
        assertThat(Markdown.render("*a **b ".repeat(3_000), 20)).isNotEmpty();
        assertThat(Markdown.render("[".repeat(5_000), 20)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 200})
    void examplesOfEveryConstructFitAndKeepTheirWords(int width) {
        for (var example : MarkdownExamples.all()) {
            MarkdownExamples.check(example, width);
        }
        System.out.printf(
                "markdown: %d examples at %d columns%n", MarkdownExamples.all().size(), width);
    }

    @Property(tries = 500)
    void anythingFitsAndKeepsItsWords(
            @ForAll("documents") String text, @ForAll @IntRange(min = 2, max = 90) int width) {
        MarkdownExamples.check(text, width);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                        "# ",
                        "- ",
                        "1. ",
                        "> ",
                        "```\n",
                        "    ",
                        "\n",
                        "\n\n",
                        "*",
                        "**",
                        "_",
                        "`",
                        "[",
                        "](u)",
                        "![",
                        "|",
                        "|-|-|\n",
                        "word ",
                        "日本 ",
                        "<b>",
                        "&amp;",
                        "\\",
                        "~~~\n",
                        "---\n",
                        "long-word-without-end",
                        "\t",
                        "e\u0301 ")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static final String TABLE = "|name|n|\n|:-|-:|\n|日本|1|\n|carrot|22|\n";

    private static List<String> render(String text, int width) {
        return Markdown.render(text, width).stream()
                .map(Line::text)
                .map(String::stripTrailing)
                .toList();
    }
}

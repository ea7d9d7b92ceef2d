package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Text;

import java.util.ArrayList;
import java.util.List;

/// Examples of our own of every construct of CommonMark and of GFM's tables, each in several
/// surroundings, and what holds for all of them.
final class MarkdownExamples {
    private static final List<String> INLINES =
            List.of(
                    "plain words in a row that go on for a while so that they must be broken",
                    "*soft* and __strong__ and ***both***",
                    "`code with  two spaces` and ``a ` tick``",
                    "[a link](https://example.org/a/long/path/that/has/no/space 'title')",
                    "[reference][r] and [r] and [missing][m]\n\n[r]: /address 'title'",
                    "![a picture](p.png) and <https://auto.example> and <me@auto.example>",
                    "hard  \nbreak and\\\nanother",
                    "&copy; &#35; &nbsp; \\* \\_ \\`",
                    "<b class='x'>raw</b> html <!-- note -->",
                    "日本語のテキストは幅が二倍です and e\u0301 and 👨\u200D👩\u200D👧",
                    "unbroken".repeat(30),
                    "a\u001b[31mred\u0007 and \u202Ereversed\u202C");

    private static final List<String> BLOCKS =
            List.of(
                    "%s",
                    "# %s",
                    "%s\n===",
                    "### %s ###",
                    "- %1$s\n- %1$s",
                    "1. %1$s\n\n2. %1$s",
                    "7) %1$s\n   - %1$s\n     * %1$s",
                    "> %1$s\n>> %1$s",
                    "```java\n%s\n```",
                    "~~~\n%s",
                    "    %s",
                    "<div>\n%s\n</div>",
                    "%1$s\n\n---\n\n%1$s",
                    "| a | b |\n|:--|:-:|\n| x | %s |",
                    "| %1$s | b | c |\n|--:|---|---|\n| 1 | 2 | 3 |\n| only |",
                    "- [ ] %s\n\n      code\n\n  > quote",
                    "```diff\n-%1$s\n+%1$s\n```");

    private MarkdownExamples() {}

    static List<String> all() {
        return BLOCKS.stream()
                .flatMap(block -> INLINES.stream().map(inline -> block.formatted(inline)))
                .toList();
    }

    /// No exception, no line too wide, nothing raw, all words present in order.
    static void check(String text, int width) {
        var lines = Markdown.render(text, width);
        var shown = new StringBuilder();
        for (var line : lines) {
            assertThat(line.width())
                    .as("width of '%s' in %s", line.text(), text)
                    .isLessThanOrEqualTo(width);
            shown.append(line.text());
        }
        var bare = bare(shown.toString());
        int at = 0;
        for (var word : words(text)) {
            int found = bare.indexOf(word, at);
            assertThat(found)
                    .as("'%s' after %d in '%s' of: %s", word, at, bare, text)
                    .isNotNegative();
            at = found + word.length();
        }
    }

    /// Without what a renderer may add or take away: spaces and the lines it draws.
    private static String bare(String text) {
        return text.replaceAll("[\\s\u00A0▌]", "");
    }

    private static List<String> words(String text) {
        var words = new ArrayList<String>();
        Markdown.parse(text)
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Text node) {
                                add(node.getLiteral());
                            }

                            @Override
                            public void visit(Code node) {
                                add(node.getLiteral());
                            }

                            @Override
                            public void visit(FencedCodeBlock node) {
                                add(node.getLiteral());
                            }

                            @Override
                            public void visit(IndentedCodeBlock node) {
                                add(node.getLiteral());
                            }

                            @Override
                            public void visit(HtmlBlock node) {
                                add(node.getLiteral());
                            }

                            @Override
                            public void visit(HtmlInline node) {
                                add(node.getLiteral());
                            }

                            private void add(String literal) {
                                for (var word : SafeText.of(literal).split("\\s+", -1)) {
                                    words.add(bare(word));
                                }
                            }
                        });
        return words;
    }
}

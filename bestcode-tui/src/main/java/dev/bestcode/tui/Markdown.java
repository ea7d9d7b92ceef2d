package dev.bestcode.tui;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

import java.util.List;

/// CommonMark with the tables of GFM, as lines of a terminal. Raw HTML is shown as it is written.
final class Markdown {
    /// Deeper quotes and lists are shown as the text they are.
    static final int BLOCKS_DEEP_MAX = 32;

    private static final Parser PARSER =
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .maxOpenBlockParsers(BLOCKS_DEEP_MAX)
                    .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                    .build();

    private Markdown() {}

    /// Lines no wider than `width`, which is at least [Wrap#WIDTH_MIN].
    static List<Line> render(String text, int width) {
        var lines = new MarkdownBlocks(Math.max(Wrap.WIDTH_MIN, width)).render(parse(text));
        return lines.isEmpty() ? List.of(Line.EMPTY) : lines;
    }

    static Node parse(String text) {
        return PARSER.parse(text);
    }
}

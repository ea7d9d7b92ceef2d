package dev.bestcode.tui;

import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The blocks of a document as lines. Each block renders at the width that its surroundings leave
/// it, and the surroundings put their prefix before its lines.
final class MarkdownBlocks {
    /// Below this a quote or a list item gets no prefix any more, so that words stay readable.
    private static final int ROOM_MIN = 10;

    private final int width;

    MarkdownBlocks(int width) {
        this.width = width;
    }

    List<Line> render(Node parent) {
        var lines = new ArrayList<Line>();
        boolean tight = parent.getParent() instanceof ListBlock list && list.isTight();
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            var block = block(node);
            if (!block.isEmpty()) {
                if (!lines.isEmpty() && !tight) {
                    lines.add(Line.EMPTY);
                }
                lines.addAll(block);
            }
        }
        return lines;
    }

    private List<Line> block(Node node) {
        return switch (node) {
            case Heading heading -> heading(heading);
            case Paragraph _ -> inline(node, Style.TEXT);
            case FencedCodeBlock code -> code(code.getLiteral(), language(code));
            case IndentedCodeBlock code -> code(code.getLiteral(), "");
            case HtmlBlock html -> code(html.getLiteral(), "html");
            case ThematicBreak _ -> List.of(Line.of("─".repeat(width), Style.BORDER));
            case BlockQuote _ -> quote(node);
            case ListBlock list -> list(list);
            case TableBlock table -> MarkdownTable.render(table, width);
            case LinkReferenceDefinition _ -> List.of();
            default -> node.getFirstChild() == null ? List.of() : inline(node, Style.TEXT);
        };
    }

    private List<Line> heading(Heading heading) {
        var style = Style.of(Role.HEADING).with(Style.BOLD);
        return inline(heading, heading.getLevel() == 1 ? style.with(Style.UNDERLINE) : style);
    }

    private List<Line> inline(Node node, Style style) {
        var lines = new ArrayList<Line>();
        MarkdownInline.of(node, style).forEach(spans -> lines.addAll(Wrap.words(spans, width)));
        return lines;
    }

    private static String language(FencedCodeBlock code) {
        var info = Optional.ofNullable(code.getInfo()).orElse("").strip();
        int end = info.indexOf(' ');
        return (end < 0 ? info : info.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private List<Line> code(String literal, String language) {
        return CodeLines.of(literal, language, width);
    }

    private List<Line> quote(Node node) {
        return within(node, new Span("▌ ", Style.DIM), new Span("▌ ", Style.DIM));
    }

    private List<Line> list(ListBlock list) {
        var lines = new ArrayList<Line>();
        int number =
                list instanceof OrderedList ordered
                        ? Optional.ofNullable(ordered.getMarkerStartNumber()).orElse(1)
                        : 1;
        for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
            if (!lines.isEmpty() && !list.isTight()) {
                lines.add(Line.EMPTY);
            }
            var marker = list instanceof BulletList ? "• " : number++ + ". ";
            lines.addAll(
                    within(
                            item,
                            new Span(marker, Style.ACCENT),
                            new Span(" ".repeat(SafeText.width(marker)), Style.TEXT)));
        }
        return lines;
    }

    private List<Line> within(Node node, Span first, Span rest) {
        int room = width - first.width();
        if (room < ROOM_MIN) {
            return narrow(node, first);
        }
        var inner = new MarkdownBlocks(room).render(node);
        var lines = new ArrayList<Line>();
        for (var line : inner.isEmpty() ? List.of(Line.EMPTY) : inner) {
            lines.add(line.after(List.of(lines.isEmpty() ? first : rest)));
        }
        return lines;
    }

    private List<Line> narrow(Node node, Span first) {
        var lines = new ArrayList<Line>(Wrap.words(List.of(first), width));
        lines.addAll(render(node));
        return lines;
    }
}

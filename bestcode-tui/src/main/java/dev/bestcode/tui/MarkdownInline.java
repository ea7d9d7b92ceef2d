package dev.bestcode.tui;

import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

import java.util.ArrayList;
import java.util.List;

/// What stands inside a paragraph, a heading or a cell, as spans; a list of them for each hard
/// line break.
final class MarkdownInline {
    /// Deeper emphasis looks no different.
    private static final int DEEP_MAX = 64;

    private final List<List<Span>> lines = new ArrayList<>();
    private List<Span> line = new ArrayList<>();

    private MarkdownInline() {}

    static List<List<Span>> of(Node parent, Style style) {
        var inline = new MarkdownInline();
        inline.children(parent, style, 0);
        inline.lines.add(inline.line);
        return inline.lines;
    }

    private void children(Node parent, Style style, int depth) {
        if (depth > DEEP_MAX) {
            add(flat(parent), style);
            return;
        }
        for (var node = parent.getFirstChild(); node != null; node = node.getNext()) {
            show(node, style, depth + 1);
        }
    }

    private void show(Node node, Style style, int depth) {
        switch (node) {
            case Text text -> add(text.getLiteral(), style);
            case Code code -> add(code.getLiteral(), style.as(Role.CODE));
            case HtmlInline html -> add(html.getLiteral(), style.as(Role.DIM));
            case SoftLineBreak _ -> add(" ", style);
            case HardLineBreak _ -> {
                lines.add(line);
                line = new ArrayList<>();
            }
            case Emphasis _ -> children(node, style.with(Style.ITALIC), depth);
            case StrongEmphasis _ -> children(node, style.with(Style.BOLD), depth);
            case Link link -> link(link, link.getDestination(), style, depth);
            case Image image -> link(image, image.getDestination(), style, depth);
            default -> children(node, style, depth);
        }
    }

    /// The address is shown, unless it is what the text says: nobody goes where they cannot see.
    private void link(Node node, String destination, Style style, int depth) {
        children(node, style.as(Role.LINK).with(Style.UNDERLINE), depth);
        var said = flat(node);
        if (!destination.isEmpty()
                && !destination.equals(said)
                && !destination.equals("mailto:" + said)) {
            add(" (" + destination + ")", style.as(Role.DIM));
        }
    }

    private void add(String text, Style style) {
        if (!text.isEmpty()) {
            line.add(new Span(text, style));
        }
    }

    /// All text below a node, walked without recursion.
    static String flat(Node top) {
        var text = new StringBuilder();
        var node = top.getFirstChild();
        while (node != null) {
            switch (node) {
                case Text literal -> text.append(literal.getLiteral());
                case Code literal -> text.append(literal.getLiteral());
                case SoftLineBreak _, HardLineBreak _ -> text.append(' ');
                default -> {}
            }
            var next = node.getFirstChild();
            while (next == null && node != top && node != null) {
                next = node.getNext();
                node = node.getParent();
            }
            node = next == top ? null : next;
        }
        return text.toString();
    }
}

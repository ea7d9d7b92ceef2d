package dev.bestcode.tools;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes an HTML document as Markdown: what a person would see of it, without styles. Scripts,
/// comments, forms' fields and what is hidden by an attribute are left out.
final class HtmlMarkdown {
    /// Deeper parts are text without form: nobody nests lists like that, and each level costs
    /// stack.
    private static final int DEPTH_MAX = 64;

    private final HtmlInline inline = new HtmlInline();

    private HtmlMarkdown() {}

    static String of(Document document) {
        var body = new HtmlMarkdown().blocks(document.body(), 0);
        var title = HtmlInline.collapsed(document.title()).strip();
        var text =
                title.isEmpty() || body.startsWith("# ") || document.selectFirst("h1") != null
                        ? body
                        : "# " + title + "\n\n" + body;
        return VisibleText.of(text.strip() + "\n");
    }

    /// The children of an element, paragraphs apart.
    private String blocks(Element parent, int depth) {
        if (depth > DEPTH_MAX) {
            return HtmlInline.collapsed(HtmlVisible.wholeText(parent)).strip();
        }
        var blocks = new ArrayList<String>();
        var line = new ArrayList<Node>();
        for (var node : parent.childNodes()) {
            switch (node) {
                case Element element when HtmlVisible.isDropped(element) -> {}
                case Element element when isBlock(element) -> {
                    paragraph(line, blocks, depth);
                    blocks.add(block(element, depth));
                }
                case Element _, TextNode _ -> line.add(node);
                default -> {
                    // Comments and declarations.
                }
            }
        }
        paragraph(line, blocks, depth);
        return blocks.stream().filter(text -> !text.isBlank()).collect(Collectors.joining("\n\n"));
    }

    private void paragraph(List<Node> line, List<String> blocks, int depth) {
        if (!line.isEmpty()) {
            blocks.add(inline.of(line, depth).strip());
            line.clear();
        }
    }

    /// A custom element or a link around paragraphs stands as they do.
    private static boolean isBlock(Element element) {
        return HtmlInline.isBlock(element)
                || element.children().stream().anyMatch(HtmlInline::isBlock);
    }

    private String block(Element element, int depth) {
        return switch (element.normalName()) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(element, depth);
            case "pre" -> code(element);
            case "ul", "menu" -> list(element, depth, /* numbered= */ false);
            case "ol" -> list(element, depth, /* numbered= */ true);
            case "blockquote" -> indented(blocks(element, depth + 1), "> ", "> ");
            case "table" ->
                    HtmlTable.isData(element)
                            ? HtmlTable.of(element, inline, depth)
                            : cells(element, depth);
            case "dt" -> "**" + inline.of(element.childNodes(), depth).strip() + "**";
            case "dd" -> indented(blocks(element, depth + 1), ": ", "  ");
            case "hr" -> "---";
            case "a" -> inline.of(List.of(element), depth).strip();
            case "p" -> inline.of(element.childNodes(), depth).strip();
            default -> blocks(element, depth + 1);
        };
    }

    private String heading(Element element, int depth) {
        var text = inline.of(element.childNodes(), depth).replace('\n', ' ').strip();
        int level = element.normalName().charAt(1) - '0';
        return text.isEmpty() ? "" : "#".repeat(level) + " " + text;
    }

    private String list(Element list, int depth, boolean numbered) {
        int number = numbered ? HtmlInline.number(list.attr("start"), 1) : 0;
        var items = new ArrayList<String>();
        for (var item : list.children()) {
            if (HtmlVisible.isDropped(item)) {
                continue;
            }
            var mark = numbered ? number++ + ". " : "- ";
            var text = blocks(item, depth + 1);
            if (!text.isBlank()) {
                items.add(indented(text, mark, " ".repeat(mark.length())));
            }
        }
        return String.join("\n", items);
    }

    /// A table that only says where things stand.
    private String cells(Element table, int depth) {
        return HtmlTable.rows(table).stream()
                .flatMap(row -> HtmlTable.cells(row).stream())
                .map(cell -> blocks(cell, depth + 1))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private static String code(Element pre) {
        var text = HtmlVisible.wholeText(pre).stripTrailing();
        var fence = HtmlInline.fence(text, "```");
        return "%s%s\n%s\n%s".formatted(fence, language(pre), text, fence);
    }

    private static String language(Element pre) {
        for (var element : pre.select("*")) {
            for (var name : element.classNames()) {
                if (name.matches("(language|lang)-[A-Za-z0-9+#-]{1,20}")) {
                    return name.substring(name.indexOf('-') + 1);
                }
            }
        }
        return "";
    }

    private static String indented(String text, String first, String others) {
        if (text.isBlank()) {
            return "";
        }
        return first
                + text.replace("\n", "\n" + others)
                        .replace("\n" + others + "\n", "\n" + others.stripTrailing() + "\n");
    }
}

package dev.bestcode.tools;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

import java.util.List;

/// The words of a paragraph as Markdown, links absolute.
final class HtmlInline {
    private static final int DEPTH_MAX = 64;

    String of(List<? extends Node> nodes, int depth) {
        var text = new StringBuilder();
        nodes.forEach(node -> put(text, node, depth));
        return text.toString();
    }

    private void put(StringBuilder text, Node node, int depth) {
        switch (node) {
            case TextNode words -> words(text, words.getWholeText());
            case Element element when HtmlVisible.isDropped(element) -> {}
            case Element element when depth > DEPTH_MAX ->
                    words(text, HtmlVisible.wholeText(element));
            case Element element -> element(text, element, depth + 1);
            default -> {
                // Comments.
            }
        }
    }

    private void element(StringBuilder text, Element element, int depth) {
        switch (element.normalName()) {
            case "br" -> text.append('\n');
            case "img" -> image(text, element);
            case "code", "kbd", "samp", "tt" -> code(text, element);
            case "b", "strong" -> around(text, "**", of(element.childNodes(), depth));
            case "i", "em", "cite" -> around(text, "*", of(element.childNodes(), depth));
            case "del", "s" -> around(text, "~~", of(element.childNodes(), depth));
            case "a" -> link(text, element, of(element.childNodes(), depth));
            default -> {
                var inner = of(element.childNodes(), depth);
                if (isBlock(element)) {
                    text.append('\n').append(inner.strip()).append('\n');
                } else {
                    text.append(inner);
                }
            }
        }
    }

    private static void words(StringBuilder text, String whole) {
        var words = collapsed(whole);
        boolean blank = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(blank && words.startsWith(" ") ? words.substring(1) : words);
    }

    private static void code(StringBuilder text, Element element) {
        var code = collapsed(HtmlVisible.wholeText(element)).strip();
        if (!code.isEmpty()) {
            var fence = fence(code, "`");
            var blank = fence.length() > 1 ? " " : "";
            text.append(fence).append(blank).append(code).append(blank).append(fence);
        }
    }

    /// The mark stands at the words, and the spaces outside of it.
    private static void around(StringBuilder text, String mark, String inner) {
        var words = inner.strip();
        if (words.isEmpty() || words.contains("\n")) {
            text.append(inner);
            return;
        }
        int start = inner.indexOf(words);
        text.append(inner, 0, start)
                .append(mark)
                .append(words)
                .append(mark)
                .append(inner.substring(start + words.length()));
    }

    private static void link(StringBuilder text, Element element, String inner) {
        var words = collapsed(inner).strip();
        var target = target(element, "href");
        if (words.isEmpty() || target.isEmpty() || element.attr("href").startsWith("#")) {
            text.append(inner);
        } else {
            text.append('[').append(words).append("](").append(target).append(')');
        }
    }

    private static void image(StringBuilder text, Element element) {
        var words = collapsed(element.attr("alt")).strip();
        if (!words.isEmpty()) {
            var target = target(element, "src");
            text.append(target.isEmpty() ? words : "![%s](%s)".formatted(words, target));
        }
    }

    /// Whether it stands apart from the words around it; marks of a change do not.
    static boolean isBlock(Element element) {
        return switch (element.normalName()) {
            case "ins", "del", "s" -> false;
            default -> element.isBlock();
        };
    }

    /// Empty for what is no page, such as a script or data.
    private static String target(Element element, String attribute) {
        var target = element.absUrl(attribute);
        boolean page =
                target.startsWith("https://")
                        || target.startsWith("http://")
                        || target.startsWith("mailto:");
        return page ? target.replace(" ", "%20").replace("(", "%28").replace(")", "%29") : "";
    }

    /// Each run of white space is one blank.
    static String collapsed(String text) {
        var collapsed = new StringBuilder(text.length());
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
            if (!white) {
                collapsed.append(c == '\u00A0' ? ' ' : c);
            } else if (!blank) {
                collapsed.append(' ');
            }
            blank = white;
        }
        return collapsed.toString();
    }

    /// Longer than every run of its mark in the text.
    static String fence(String text, String least) {
        var fence = least;
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence;
    }

    static int number(String text, int standard) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : standard;
    }
}

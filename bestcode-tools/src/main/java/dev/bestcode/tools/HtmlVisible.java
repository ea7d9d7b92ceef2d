package dev.bestcode.tools;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What of a page a person would see, as far as its elements say it: what a style sheet or a script
/// hides cannot be told from here.
final class HtmlVisible {
    private static final Set<String> DROPPED =
            Set.of(
                    "script",
                    "style",
                    "noscript",
                    "template",
                    "head",
                    "link",
                    "meta",
                    "svg",
                    "math",
                    "canvas",
                    "iframe",
                    "frame",
                    "frameset",
                    "noframes",
                    "object",
                    "embed",
                    "applet",
                    "audio",
                    "video",
                    "input",
                    "select",
                    "textarea",
                    "button",
                    "dialog");

    private static final Pattern HIDING =
            Pattern.compile(
                    "(?:^|;)\\s*(?:display\\s*:\\s*none|visibility\\s*:\\s*(?:hidden|collapse)"
                            + "|opacity\\s*:\\s*0?\\.?0+(?![.0-9])|font-size\\s*:\\s*0(?![.0-9])"
                            + "|(?:left|top|text-indent)\\s*:\\s*-[0-9]{3,})");

    private HtmlVisible() {}

    static boolean isDropped(Element element) {
        return DROPPED.contains(element.normalName())
                || element.hasAttr("hidden")
                || element.attr("aria-hidden").equalsIgnoreCase("true")
                || HIDING.matcher(element.attr("style").toLowerCase(Locale.ROOT)).find();
    }

    /// The text below an element with its own spacing, without what is dropped. Without recursion:
    /// nesting of any depth is no reason for a deep stack.
    static String wholeText(Element parent) {
        var text = new StringBuilder();
        parent.filter(
                (node, _) -> {
                    switch (node) {
                        case TextNode piece -> text.append(piece.getWholeText());
                        case Element element when !element.equals(parent) && isDropped(element) -> {
                            return NodeFilter.FilterResult.SKIP_ENTIRELY;
                        }
                        case Element element when element.normalName().equals("br") ->
                                text.append('\n');
                        default -> {
                            // Its text nodes come next.
                        }
                    }
                    return NodeFilter.FilterResult.CONTINUE;
                });
        return text.toString();
    }
}

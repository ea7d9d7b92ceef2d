package dev.bestcode.it;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The `///` comments of one source, which step aside as numbered marks while it is formatted, come
/// back when their indentation is known, and are wrapped there. Code, tables and text blocks stay.
final class MarkdownComments {
    private static final int COLUMNS = 100;
    private static final Pattern MARK = Pattern.compile("( *)/// #(\\d+)#");
    private static final Pattern TEXT = Pattern.compile("( *)([-+*] |\\d+[.)] )?(.*)");
    // Where a line may be broken: not before a word that would start a list, a heading or a tag.
    private static final Pattern BREAK = Pattern.compile(" +(?![-+*#>|@`~ ]|\\d+[.)])");

    private final List<String> comments = new ArrayList<>();

    /// Put a mark in the place of every comment.
    String mark(String source) {
        var lines = new ArrayList<String>();
        var inTextBlock = false;
        for (var line : source.lines().toList()) {
            if (!inTextBlock && line.stripLeading().startsWith("///")) {
                lines.add("/// #" + comments.size() + "#");
                comments.add(line.strip().substring("///".length()));
            } else {
                lines.add(line);
                if (line.split("\"\"\"", -1).length % 2 == 0) inTextBlock = !inTextBlock;
            }
        }
        return joined(lines);
    }

    /// Put the comments back, at the indentation that their marks have now.
    String unmark(String formatted) {
        var lines = new ArrayList<String>();
        var inCode = false;
        for (var line : formatted.lines().toList()) {
            var mark = MARK.matcher(line);
            if (!mark.matches()) {
                lines.add(line);
                continue;
            }
            var comment = comments.get(Integer.parseInt(mark.group(2)));
            var fence = comment.strip().startsWith("```");
            if (fence) inCode = !inCode;
            var prefix = mark.group(1) + "///";
            if (fence || inCode || isAsItIs(comment)) lines.add(prefix + comment);
            else lines.addAll(wrap(prefix, comment));
        }
        return joined(lines);
    }

    private static boolean isAsItIs(String comment) {
        return comment.startsWith("     ") || comment.strip().startsWith("|");
    }

    private static List<String> wrap(String prefix, String comment) {
        var lines = new ArrayList<String>();
        var rest = prefix + comment;
        var text = TEXT.matcher(comment);
        if (!text.matches()) return List.of(rest);
        var next = prefix + " ".repeat(text.start(3)); // what is broken off stays in its list item
        for (int at; (at = breakOf(rest, prefix.length() + text.start(3))) > 0; ) {
            lines.add(rest.substring(0, at));
            rest = next + rest.substring(at).strip();
        }
        lines.add(rest);
        return lines;
    }

    /// The last place at which the line can be broken to fit, else the first, else 0.
    private static int breakOf(String line, int from) {
        if (line.length() <= COLUMNS) return 0;
        var place = BREAK.matcher(line).region(from, line.length());
        var best = 0;
        while (place.find() && (best == 0 || place.start() <= COLUMNS)) best = place.start();
        return best;
    }

    private static String joined(List<String> lines) {
        return lines.stream().collect(joining("\n", "", "\n"));
    }
}

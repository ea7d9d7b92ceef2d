package dev.bestcode.acp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonString;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Short texts for an editor's own lines. What could make a line look like another one, such as a
/// change of direction, is not in them.
final class Titles {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    private Titles() {}

    /// One line, cut to what a title may have.
    static String line(String text) {
        var line = UNSEEN.matcher(text.strip()).replaceAll(" ");
        return line.codePointCount(0, line.length()) <= Bounds.TITLE_CHARS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, Bounds.TITLE_CHARS_MAX - 1)) + "…";
    }

    /// The words of a command, so that each can be told from the next and nothing is hidden.
    static String words(List<String> words) {
        return words.stream().map(Titles::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        return PLAIN.matcher(word).matches()
                ? word
                : UNSEEN.matcher(Json.text(new JsonString(word)))
                        .replaceAll(
                                hidden -> "\\\\u%04x".formatted((int) hidden.group().charAt(0)));
    }
}

package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The memory that is built of an exchange without a model: what was asked, which files and
/// symbols, what came of it. One line that names the segment, so that it can be recalled.
final class Summary {
    /// Short enough that a hundred of them cost less than one page of code.
    static final int CHARS_MAX = 480;

    private Summary() {}

    /// @param gists of the exchange's pages, in order
    /// @param sentence that a model adds, of at most [Proposal#CHARS_MAX]; empty for none. What is
    ///     built of structure stands first and gives way to it in length alone.
    static String of(Exchange exchange, List<Gist> gists, String sentence) {
        var end = sentence.isEmpty() ? "" : "; in a model's words: " + sentence;
        var line = "[#%d folded] %s".formatted(exchange.id().value(), parts(gists));
        return shortened(line, CHARS_MAX - end.length()) + end;
    }

    private static String parts(List<Gist> gists) {
        var parts = new ArrayList<String>();
        var said =
                gists.stream()
                        .map(Gist::said)
                        .filter(words -> !words.isEmpty())
                        .collect(Collectors.joining(" "));
        if (!said.isEmpty()) {
            parts.add("said: " + shortened(said, Gist.WORDS_CHARS_MAX));
        }
        int calls = gists.stream().mapToInt(Gist::callCount).sum();
        if (calls > 0) {
            var more =
                    calls > Gist.CALLS_MAX ? " and %d more".formatted(calls - Gist.CALLS_MAX) : "";
            parts.add(
                    gists.stream()
                            .flatMap(gist -> gist.calls().stream())
                            .limit(Gist.CALLS_MAX)
                            .collect(Collectors.joining(", ", "called ", more)));
        }
        var names =
                gists.stream()
                        .flatMap(gist -> gist.declared().stream())
                        .distinct()
                        .limit(Gist.NAMES_MAX)
                        .toList();
        if (!names.isEmpty()) {
            parts.add("declares " + String.join(", ", names));
        }
        var outcome = gists.stream().map(Gist::outcome).reduce("", (a, b) -> b.isEmpty() ? a : b);
        if (!outcome.isEmpty()) {
            parts.add("ended: " + outcome);
        }
        return String.join("; ", parts);
    }

    /// One line of at most so many characters.
    static String shortened(String text, int max) {
        var head = text.length() <= 4 * max ? text : text.substring(0, 4 * max);
        var line = head.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= max) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, max - 1)) + "…";
    }
}

package dev.bestcode.tools;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds what was probably meant, for the messages of calls that missed.
final class NearMiss {
    /// Below this two strings share little more than an alphabet.
    private static final double SIMILARITY_MIN = 0.8;

    private static final int NAMES_SHOWN = 3;

    /// Names and lines compared at most: a hint is not worth more than a few milliseconds.
    private static final int CANDIDATES_MAX = 20_000;

    /// Similarity costs the square of the length.
    private static final int COMPARED_CHARS_MAX = 200;

    private static final int SHOWN_CODE_POINTS = 160;

    private NearMiss() {}

    /// `; did you mean 'a' or 'b'?` when the directory has names like it, else nothing.
    static String names(Directory directory, String wanted) throws IOException {
        List<Entry> entries;
        try (var again = directory.again()) {
            entries = again.entries();
        }
        var close =
                entries.stream()
                        .limit(CANDIDATES_MAX)
                        .map(Entry::name)
                        .map(name -> new Scored(name, 0, similarity(lower(wanted), lower(name))))
                        .filter(scored -> scored.similarity >= SIMILARITY_MIN)
                        .sorted(Comparator.comparingDouble(Scored::similarity).reversed())
                        .limit(NAMES_SHOWN)
                        .map(scored -> Workspace.quoted(scored.text))
                        .collect(Collectors.joining(" or "));
        return close.isEmpty() ? "" : "; did you mean " + close + "?";
    }

    /// Say where the text nearly stands in the file, with line numbers from 1.
    static String lines(String file, String wanted) {
        var have = file.lines().toList();
        var want = wanted.lines().toList();
        return sameButForWhiteSpace(have, want)
                .or(() -> closest(have, want))
                .orElse("Nothing in the file is like it; read the file again.");
    }

    private static Optional<String> sameButForWhiteSpace(List<String> have, List<String> want) {
        var squeezedWant = want.stream().map(NearMiss::squeezed).toList();
        if (squeezedWant.stream().allMatch(String::isEmpty)) {
            return Optional.empty();
        }
        var squeezedHave = have.stream().map(NearMiss::squeezed).toList();
        return windows(squeezedHave, squeezedWant)
                .mapToObj(
                        start ->
                                "%s differ only in white space or indentation; the file has:\n%s"
                                        .formatted(
                                                span(start, want.size()),
                                                numbered(have, start, want.size())))
                .findFirst();
    }

    private static IntStream windows(List<String> have, List<String> want) {
        return IntStream.rangeClosed(0, have.size() - want.size())
                .filter(start -> have.subList(start, start + want.size()).equals(want));
    }

    private static Optional<String> closest(List<String> have, List<String> want) {
        var first = want.stream().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
        return first.flatMap(
                wanted ->
                        IntStream.range(0, Math.min(have.size(), CANDIDATES_MAX))
                                .mapToObj(i -> scored(have.get(i).strip(), i, wanted))
                                .filter(scored -> scored.similarity >= SIMILARITY_MIN)
                                .max(Comparator.comparingDouble(Scored::similarity))
                                .map(
                                        best ->
                                                "The closest to its first line is line %d:\n%s"
                                                        .formatted(
                                                                best.index + 1,
                                                                numbered(have, best.index, 1))));
    }

    private static Scored scored(String line, int index, String wanted) {
        return new Scored(line, index, similarity(wanted, line));
    }

    private record Scored(String text, int index, double similarity) {}

    private static double similarity(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? 0 : new JaroWinklerSimilarity().apply(head(a), head(b));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), COMPARED_CHARS_MAX));
    }

    private static String squeezed(String line) {
        return line.strip().replaceAll("\\s+", " ");
    }

    private static String span(int start, int count) {
        return count == 1
                ? "Line " + (start + 1)
                : "Lines %d to %d".formatted(start + 1, start + count);
    }

    private static String numbered(List<String> lines, int start, int count) {
        var shown =
                IntStream.range(start, start + Math.min(count, 10))
                        .mapToObj(
                                i ->
                                        (i + 1)
                                                + "\t"
                                                + Truncation.line(lines.get(i), SHOWN_CODE_POINTS));
        return Stream.concat(shown, count > 10 ? Stream.of("…") : Stream.of())
                .collect(Collectors.joining("\n"));
    }
}

package dev.bestcode.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A page of the documents, as far as it can be checked: where it links to, what it calls code.
final class MarkdownPage {
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```+|~~~+)(.*)");
    private static final Pattern SPAN =
            Pattern.compile("(?<!`)(`+)(?!`)((?:(?!\\n\\s*\\n).)+?)(?<!`)\\1(?!`)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)( +#+)? *");

    /// A piece of a page, and where it begins.
    record Piece(Path file, int line, String text) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + text;
        }
    }

    private final Path file;
    private final String prose; // fenced lines are empty, so that lines keep their numbers

    private MarkdownPage(Path file, String text) {
        this.file = file;
        var lines = new ArrayList<String>();
        var fence = "";
        for (var line : text.lines().toList()) {
            var edge = FENCE.matcher(line);
            var isEdge = edge.matches();
            if (fence.isEmpty() && isEdge) {
                fence = edge.group(1);
                lines.add("");
            } else if (fence.isEmpty()) {
                lines.add(line);
            } else {
                lines.add("");
                if (isEdge && edge.group(1).startsWith(fence) && edge.group(2).isBlank()) {
                    fence = "";
                }
            }
        }
        this.prose = String.join("\n", lines);
    }

    static MarkdownPage of(Path file) {
        return new MarkdownPage(file, SourceTree.read(file));
    }

    /// The pages in a folder, those of packages from elsewhere left out.
    /// @param below whether also those in the folders in it
    static List<MarkdownPage> in(Path folder, boolean below) {
        try (Stream<Path> files = Files.walk(folder, below ? Integer.MAX_VALUE : 1)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/node_modules/"))
                    .sorted()
                    .map(MarkdownPage::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    /// What stands between backticks, on one line each.
    List<Piece> spans() {
        return pieces(SPAN, 2, prose).toList();
    }

    /// Where its links lead, as they are written.
    List<Piece> links() {
        var withoutCode =
                SPAN.matcher(prose).replaceAll(span -> span.group().replaceAll("[^\\n]", " "));
        return pieces(LINK, 1, withoutCode).toList();
    }

    /// The fragments that its headings have: letters and digits, dashes for spaces, a number behind
    /// those that repeat.
    Set<String> anchors() {
        var anchors = new HashSet<String>();
        var seen = new HashMap<String, Integer>();
        for (var line : prose.lines().toList()) {
            var heading = HEADING.matcher(line);
            if (!heading.matches()) continue;
            var slug =
                    heading.group(1)
                            .toLowerCase(Locale.ROOT)
                            .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                            .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        return anchors;
    }

    private Stream<Piece> pieces(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map(
                        found ->
                                new Piece(
                                        file,
                                        1
                                                + (int)
                                                        text.substring(0, found.start())
                                                                .chars()
                                                                .filter(c -> c == '\n')
                                                                .count(),
                                        found.group(group)
                                                .lines()
                                                .map(String::strip)
                                                .collect(Collectors.joining(" "))
                                                .strip()));
    }
}

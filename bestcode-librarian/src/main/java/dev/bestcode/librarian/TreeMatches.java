package dev.bestcode.librarian;

import dev.bestcode.api.symbol.SymbolKind;

import io.github.treesitter.jtreesitter.InputEncoding;
import io.github.treesitter.jtreesitter.Node;
import io.github.treesitter.jtreesitter.Parser;
import io.github.treesitter.jtreesitter.QueryCursor;
import io.github.treesitter.jtreesitter.QueryMatch;
import io.github.treesitter.jtreesitter.Tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a grammar's patterns found in one text. Made by one worker, in native code for the most
/// part.
///
/// The text is parsed as UTF-16, so that a position in the tree is twice one in the string.
final class TreeMatches {
    /// A file with more is generated; its first ones are enough to find it.
    static final int DEFINITIONS_MAX = 20_000;

    /// Handed to the parser at once.
    private static final int CHUNK_CHARS = 16 * 1024;

    /// Half-matched patterns at a time; a hostile file could hold the cursor at millions.
    private static final int HALF_MATCHED_MAX = 10_000;

    private final SourceText source;
    private final Map<Integer, Found> byName = new HashMap<>();
    private final List<Span> comments = new ArrayList<>();
    private final List<Span> texts = new ArrayList<>();
    private final List<Span> attributes = new ArrayList<>();
    private boolean whole = true;

    private TreeMatches(SourceText source) {
        this.source = source;
    }

    /// @param deadline in the nanoseconds of `System.nanoTime()`; past it the answer is not whole
    static TreeMatches of(SourceText source, Grammar grammar, long deadline) {
        var matches = new TreeMatches(source);
        try (var parser = new Parser(grammar.language());
                var tree = parse(parser, source.text(), deadline)) {
            if (tree == null) {
                matches.whole = false;
            } else {
                matches.find(tree.getRootNode(), grammar, deadline);
            }
        }
        return matches;
    }

    @SuppressWarnings("NullAway") // for try-with-resources, which skips a null
    private static Tree parse(Parser parser, String text, long deadline) {
        return parser.parse(
                        (offset, _) -> chunk(text, offset / Character.BYTES),
                        InputEncoding.UTF_16LE,
                        new Parser.Options(_ -> isOver(deadline)))
                .orElse(null);
    }

    /// Asked by native code as it goes: true makes it stop.
    private static boolean isOver(long deadline) {
        return System.nanoTime() - deadline > 0;
    }

    private static String chunk(String text, int from) {
        if (from >= text.length()) {
            return "";
        }
        int end = Math.min(text.length(), from + CHUNK_CHARS);
        boolean split = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(from, split ? end - 1 : end);
    }

    /// The cursor's own progress callback is of no use: its native stub lives in an arena that is
    /// closed before the stream of matches is read. So the deadline is asked between matches.
    private void find(Node root, Grammar grammar, long deadline) {
        try (var cursor = new QueryCursor(grammar.query()).setMatchLimit(HALF_MATCHED_MAX);
                var found = cursor.findMatches(root)) {
            var all = found.iterator();
            while (!isOver(deadline) && all.hasNext() && byName.size() < DEFINITIONS_MAX) {
                take(all.next());
            }
            whole = !isOver(deadline) && !all.hasNext() && !cursor.didExceedMatchLimit();
        }
    }

    private void take(QueryMatch match) {
        Optional<SymbolKind> kind = Optional.empty();
        Optional<Span> definition = Optional.empty();
        Optional<Span> name = Optional.empty();
        Optional<Span> receiver = Optional.empty();
        Optional<Integer> body = Optional.empty();
        for (var capture : match.captures()) {
            var span = span(capture.node());
            switch (capture.name()) {
                case "comment" -> comments.add(span);
                case "text" -> texts.add(span);
                case "attribute" -> attributes.add(span);
                case "name", "scope" -> name = Optional.of(span);
                case "impl" -> definition = Optional.of(span);
                case "body" -> body = Optional.of(span.start());
                case "receiver" -> receiver = Optional.of(span);
                default -> {
                    definition = Optional.of(span);
                    kind = Optional.of(SymbolKind.of(capture.name()));
                }
            }
        }
        if (definition.isPresent() && name.isPresent() && name.get().end() > name.get().start()) {
            var found =
                    new Found(
                            kind,
                            definition.get(),
                            name.get(),
                            body,
                            receiver,
                            match.patternIndex());
            byName.merge(name.get().start(), found, (a, b) -> a.pattern() <= b.pattern() ? a : b);
        }
    }

    private Span span(Node node) {
        int length = source.text().length();
        int start = Math.min(length, node.getStartByte() / Character.BYTES);
        return new Span(start, Math.clamp(node.getEndByte() / Character.BYTES, start, length));
    }

    /// Definitions and scopes, outer ones before those in them.
    List<Found> found() {
        return byName.values().stream()
                .sorted(
                        Comparator.<Found>comparingInt(found -> found.whole().start())
                                .thenComparingInt(found -> -found.whole().end())
                                .thenComparingInt(found -> found.name().start()))
                .toList();
    }

    List<Span> comments() {
        return comments;
    }

    /// String and character literals.
    List<Span> texts() {
        return texts;
    }

    /// What may stand between a comment and the definition that it is about.
    List<Span> attributes() {
        return attributes;
    }

    /// Whether neither time nor a limit ended the search.
    boolean whole() {
        return whole;
    }
}

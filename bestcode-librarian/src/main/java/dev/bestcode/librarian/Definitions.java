package dev.bestcode.librarian;

import dev.bestcode.api.symbol.Symbol;
import dev.bestcode.api.symbol.SymbolKind;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/// Makes symbols of what the patterns found: each knows what stands around it.
final class Definitions {
    /// Keys further in are data, not names that anyone looks for.
    private static final int KEYS_DEEP = 3;

    /// A name that is longer is text.
    private static final int NAME_CHARS_MAX = 200;

    private static final String RAW = "r#";

    private final SourceText source;
    private final SourceLanguage language;
    private final DocComments docs;
    private final Deque<Found> around = new ArrayDeque<>();

    private Definitions(SourceText source, SourceLanguage language, DocComments docs) {
        this.source = source;
        this.language = language;
        this.docs = docs;
    }

    static List<Symbol> of(SourceText source, SourceLanguage language, TreeMatches matches) {
        var docs = new DocComments(source, matches, language == SourceLanguage.PYTHON);
        var definitions = new Definitions(source, language, docs);
        var symbols = new ArrayList<Symbol>();
        for (var found : matches.found()) {
            definitions.enter(found);
            if (found.kind().isPresent() && definitions.wants(found)) {
                symbols.add(definitions.symbol(found, found.kind().get()));
            }
            definitions.around.push(found);
        }
        symbols.sort(Comparator.comparingInt(Symbol::line));
        return symbols;
    }

    /// Leave what does not surround it. What remains may be a field too: see [Found#hidesInside].
    private void enter(Found found) {
        while (!around.isEmpty() && !around.peek().whole().surrounds(found.whole())) {
            around.pop();
        }
    }

    private boolean wants(Found found) {
        boolean deep =
                found.kind().filter(SymbolKind.KEY::equals).isPresent()
                        && around.size() >= KEYS_DEEP;
        return !deep
                && (language.showsLocals() || around.stream().noneMatch(Found::hidesInside))
                && found.name().end() - found.name().start() <= NAME_CHARS_MAX;
    }

    private Symbol symbol(Found found, SymbolKind kind) {
        int body = found.body().orElse(-1);
        return new Symbol(
                refined(found, kind),
                name(found),
                scope(found),
                source.line(found.name().start()),
                Math.max(
                        source.line(found.name().start()),
                        source.line(Math.max(found.whole().start(), found.whole().end() - 1))),
                Excerpts.signature(source.text(), found.whole(), body),
                sharesLine(found) ? "" : docs.of(found));
    }

    /// Rust's sign of a name that is a keyword otherwise is not part of it.
    private String name(Found found) {
        var name = source.of(found.name());
        return name.length() > RAW.length() && name.startsWith(RAW)
                ? name.substring(RAW.length())
                : name;
    }

    private SymbolKind refined(Found found, SymbolKind kind) {
        boolean member =
                found.receiver().isPresent()
                        || (!around.isEmpty() && around.element().hasMethods());
        boolean method = kind == SymbolKind.METHOD || (kind == SymbolKind.FUNCTION && member);
        if (!method) {
            return kind;
        }
        return language.isConstructor(source.of(found.name()), typeAround())
                ? SymbolKind.CONSTRUCTOR
                : SymbolKind.METHOD;
    }

    /// Empty when nothing with a name is around.
    private String typeAround() {
        return around.isEmpty() ? "" : plain(around.element().name());
    }

    /// Whether it stands on the line that what is around it starts on: the comment above is not
    /// its.
    private boolean sharesLine(Found found) {
        return !around.isEmpty()
                && source.line(around.element().whole().start())
                        == source.line(found.whole().start());
    }

    private String scope(Found found) {
        var names = new ArrayList<String>();
        around.descendingIterator()
                .forEachRemaining(
                        outer -> {
                            if (outer.isScope()) {
                                names.add(plain(outer.name()));
                            }
                        });
        found.receiver().ifPresent(type -> names.add(plain(type)));
        return String.join(".", names);
    }

    /// A type's name without its parameters and pointer signs.
    private String plain(Span name) {
        var text = source.of(name);
        int start = 0;
        while (start < text.length() && !Character.isJavaIdentifierStart(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length()
                && (Character.isJavaIdentifierPart(text.charAt(end))
                        || ".:-".indexOf(text.charAt(end)) >= 0)
                && end - start < NAME_CHARS_MAX) {
            end++;
        }
        return text.substring(start, end);
    }
}

package dev.bestcode.librarian;

import dev.bestcode.api.symbol.Symbol;
import dev.bestcode.api.symbol.SymbolKind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Definitions by the look of their first line, where no syntax tree can be had: a word such as
/// `class` or `def` and a name behind it. It knows no scopes and no ends, and a comment may look
/// like code to it.
final class PlainOutline {
    /// Longer lines are no declarations that a person wrote; each pattern is linear in them.
    private static final int LINE_CHARS_MAX = 500;

    private static final Pattern WORD_AND_NAME =
            Pattern.compile(
                    "(?<![\\w.])(class|record|interface|@interface|trait|protocol|enum|struct|union|object"
                            + "|module|mod|namespace|def|fun|func|function|fn|type|typedef|macro_rules!|#define)"
                            + "\\s++(?:\\([^)]*+\\)\\s*+)?([\\w$]++)");

    /// Of Java's kind: at least one word, a name, parentheses, and nothing that ends a statement.
    private static final Pattern METHOD =
            Pattern.compile(
                    "^\\s*+(?:(?:public|protected|private|static|final|abstract|synchronized|default|override|virtual|async|inline)\\s++)++"
                            + "[\\w<>\\[\\],.?: ]*?\\b(\\w++)\\s*+\\(");

    private PlainOutline() {}

    static List<Symbol> of(SourceText source) {
        var symbols = new ArrayList<Symbol>();
        for (int line = 1;
                line <= source.lines() && symbols.size() < TreeMatches.DEFINITIONS_MAX;
                line++) {
            var span = source.lineSpan(line);
            if (span.end() - span.start() <= LINE_CHARS_MAX) {
                add(source.of(span), line, symbols);
            }
        }
        return symbols;
    }

    private static void add(String line, int number, List<Symbol> symbols) {
        var start = line.strip();
        if (start.startsWith("//") || start.startsWith("*") || start.startsWith("# ")) {
            return;
        }
        var word = WORD_AND_NAME.matcher(line);
        if (word.find()) {
            symbols.add(symbol(kind(word.group(1)), word, 2, line, number));
            return;
        }
        var method = METHOD.matcher(line);
        if (method.find()) {
            symbols.add(symbol(SymbolKind.METHOD, method, 1, line, number));
        }
    }

    private static Symbol symbol(
            SymbolKind kind, Matcher found, int group, String line, int number) {
        var whole = new Span(line.length() - line.stripLeading().length(), line.length());
        return new Symbol(
                kind,
                found.group(group),
                "",
                number,
                number,
                Excerpts.signature(line, whole, -1),
                "");
    }

    private static SymbolKind kind(String word) {
        return switch (word) {
            case "class", "record", "object" -> SymbolKind.CLASS;
            case "interface", "@interface", "trait", "protocol" -> SymbolKind.INTERFACE;
            case "enum" -> SymbolKind.ENUM;
            case "struct", "union" -> SymbolKind.STRUCT;
            case "module", "mod", "namespace" -> SymbolKind.MODULE;
            case "type", "typedef" -> SymbolKind.TYPE;
            case "macro_rules!", "#define" -> SymbolKind.MACRO;
            default -> SymbolKind.FUNCTION;
        };
    }
}

package dev.bestcode.librarian;

import dev.bestcode.api.symbol.Symbol;

import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;

/// How one text was read: with a syntax tree, or without one for a reason.
/// @param caveat why this is less than everything
record Reading(Optional<TreeMatches> tree, Optional<String> caveat) {
    static Reading tree(TreeMatches matches) {
        return new Reading(
                Optional.of(matches),
                matches.whole()
                        ? Optional.empty()
                        : Optional.of("read in part: a limit of time or size was reached"));
    }

    static Reading outline(String reason) {
        return new Reading(Optional.empty(), Optional.of("outline only: " + reason));
    }

    List<Symbol> definitions(SourceText source, SourceLanguage language) {
        return tree.map(found -> Definitions.of(source, language, found))
                .orElseGet(() -> PlainOutline.of(source));
    }

    /// Without a tree comments and strings count as code.
    void identifiers(SourceText source, ObjIntConsumer<String> each) {
        Identifiers.each(
                source.text(),
                tree.map(TreeMatches::comments).orElse(List.of()),
                tree.map(TreeMatches::texts).orElse(List.of()),
                each);
    }
}

package dev.bestcode.wasm.wit;

import java.util.List;
import java.util.Optional;

/// What a declared type is.
sealed interface TypeBody {
    record Alias(WitType type) implements TypeBody {}

    record Members(Kind kind, List<Member> members) implements TypeBody {}

    record Resource(List<Function> functions) implements TypeBody {}

    enum Kind {
        RECORD("record"),
        VARIANT("variant"),
        ENUM("enum"),
        FLAGS("flags");

        final String keyword;

        Kind(String keyword) {
            this.keyword = keyword;
        }
    }

    /// @param type of a field, or of a case that has one
    record Member(String docs, Name name, Optional<WitType> type) {}
}

package dev.bestcode.kernel;

/// Where an op's content lies.
enum ContentForm {
    /// The op has none.
    NONE,
    /// In the op itself.
    INLINE,
    /// In a blob, by its hash.
    BLOB,
    /// Retention has dropped it; its length and hash are left.
    DROPPED;

    private static final ContentForm[] BY_NUMBER = values();

    int number() {
        return ordinal();
    }

    static ContentForm of(int number) {
        if (number >= BY_NUMBER.length) {
            throw WireEnum.unknown("content form", number);
        }
        return BY_NUMBER[number];
    }
}

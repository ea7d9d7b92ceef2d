package dev.bestcode.kernel;

/// Where an op's content lies.
enum ContentForm {
    /// The op has none.
    NONE(0),
    /// In the op itself.
    INLINE(1),
    /// In a blob, by its hash.
    BLOB(2),
    /// Retention has dropped it; its length and hash are left.
    DROPPED(3);

    private static final ContentForm[] BY_NUMBER = values();

    private final int number;

    ContentForm(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ContentForm of(int number) {
        if (number >= BY_NUMBER.length) {
            throw WireEnum.unknown("content form", number);
        }
        return BY_NUMBER[number];
    }
}

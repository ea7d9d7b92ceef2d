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

    private final int number;

    ContentForm(int number) {
        this.number = number;
    }

    /// Its number in the log; append only.
    int number() {
        return number;
    }

    static ContentForm of(int number) {
        return switch (number) {
            case 0 -> NONE;
            case 1 -> INLINE;
            case 2 -> BLOB;
            case 3 -> DROPPED;
            default -> throw WireEnum.unknown("content form", number);
        };
    }
}

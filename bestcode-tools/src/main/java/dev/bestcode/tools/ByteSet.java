package dev.bestcode.tools;

import java.util.function.IntPredicate;

/// A set of byte values, one bit each.
record ByteSet(long b0, long b1, long b2, long b3) {
    static final ByteSet NONE = new ByteSet(0, 0, 0, 0);

    /// Those with which characters beyond ASCII are written.
    static final ByteSet HIGH = new ByteSet(0, 0, -1, -1);

    static ByteSet of(int value) {
        return ascii(NONE, value);
    }

    static ByteSet where(IntPredicate member) {
        var set = NONE;
        for (int value = 0; value < 0x80; value++) {
            set = member.test(value) ? ascii(set, value) : set;
        }
        return set;
    }

    private static ByteSet ascii(ByteSet set, int value) {
        long bit = 1L << value; // of the low six bits
        return switch (value >> 6) {
            case 0 -> new ByteSet(set.b0 | bit, set.b1, set.b2, set.b3);
            case 1 -> new ByteSet(set.b0, set.b1 | bit, set.b2, set.b3);
            case 2 -> new ByteSet(set.b0, set.b1, set.b2 | bit, set.b3);
            default -> new ByteSet(set.b0, set.b1, set.b2, set.b3 | bit);
        };
    }

    boolean contains(int value) {
        long word =
                switch (value >> 6) {
                    case 0 -> b0;
                    case 1 -> b1;
                    case 2 -> b2;
                    default -> b3;
                };
        return (word >>> value & 1) != 0;
    }

    ByteSet or(ByteSet other) {
        return new ByteSet(b0 | other.b0, b1 | other.b1, b2 | other.b2, b3 | other.b3);
    }

    /// All of ASCII that is not in it.
    ByteSet otherAscii() {
        return new ByteSet(~b0, ~b1, 0, 0);
    }

    int size() {
        return Long.bitCount(b0) + Long.bitCount(b1) + Long.bitCount(b2) + Long.bitCount(b3);
    }
}

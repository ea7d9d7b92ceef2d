package dev.bestcode.tools;

import java.util.List;

/// A regular expression over the bytes of UTF-8, without its assertions: it matches wherever the
/// expression that it was read from matches, and on ASCII lines nowhere else, unless the reader
/// says otherwise.
/// @see RegexReader
sealed interface ByteRegex {
    /// One byte out of 256.
    record OneOf(ByteSet bytes) implements ByteRegex {}

    record Sequence(List<ByteRegex> parts) implements ByteRegex {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    record Either(List<ByteRegex> choices) implements ByteRegex {
        public Either {
            choices = List.copyOf(choices);
        }
    }

    /// @param max [#UNBOUNDED] for no end
    record Repeat(ByteRegex part, int min, int max) implements ByteRegex {}

    int UNBOUNDED = Integer.MAX_VALUE;

    ByteRegex EMPTY = new Sequence(List.of());

    /// A character beyond ASCII, or what stands for one where the bytes are not UTF-8.
    ByteRegex BEYOND_ASCII = new Repeat(new OneOf(ByteSet.HIGH), 1, 4);

    static ByteRegex text(byte[] bytes) {
        var parts = new ByteRegex[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            parts[i] = new OneOf(ByteSet.of(bytes[i] & 0xFF));
        }
        return new Sequence(List.of(parts));
    }
}

package dev.bestcode.wasm.abi;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A value of a component. It means something together with its type only: fields, cases and flags
/// are known by position.
public sealed interface Val {
    record Bool(boolean value) implements Val {}

    /// An integer of any width; one of 64 bits without sign is kept as its bits.
    record Int(long value) implements Val {}

    record F32(float value) implements Val {}

    record F64(double value) implements Val {}

    /// A Unicode scalar value.
    record Char(int value) implements Val {}

    /// @param source how it was kept where it came from
    record Str(String text, Source source) implements Val {
        public enum Source {
            UTF8,
            UTF16,
            /// Latin-1, by a component that marks its UTF-16.
            LATIN1,
            /// UTF-16, by a component that marks it.
            MARKED_UTF16
        }

        public static Str of(String text) {
            return new Str(text, Source.UTF8);
        }
    }

    /// A list of `u8`.
    final class Bytes implements Val {
        private final byte[] bytes;

        /// @param bytes not copied, so not to be changed any more
        public Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes same && Arrays.equals(bytes, same.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    record Sequence(List<Val> elements) implements Val {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /// A record or tuple.
    record Fields(List<Val> values) implements Val {
        public Fields {
            values = List.copyOf(values);
        }
    }

    /// A variant, enum, option (0 none, 1 some) or result (0 ok, 1 error).
    record Case(int index, Optional<Val> payload) implements Val {
        public static Case of(int index) {
            return new Case(index, Optional.empty());
        }

        public static Case of(int index, Val payload) {
            return new Case(index, Optional.of(payload));
        }
    }

    /// @param bits the first flag is the lowest bit
    record Flags(int bits) implements Val {}

    /// A resource that is given away or lent, out of anyone's table.
    record Handle(RuntimeResource type, int representation) implements Val {}

    static Val some(Val value) {
        return Case.of(1, value);
    }

    static Val none() {
        return Case.of(0);
    }

    static Val ok(Val value) {
        return Case.of(0, value);
    }

    static Val ok() {
        return Case.of(0);
    }

    static Val error(Val value) {
        return Case.of(1, value);
    }
}

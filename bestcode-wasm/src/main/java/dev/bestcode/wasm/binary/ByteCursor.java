package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.MalformedComponentException;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads a window of a file, front to back. A child shares its parent's budget of elements.
final class ByteCursor {
    /// Every element of every list counts. A component of 8 MiB with more is no tool's: each costs
    /// some 100 bytes of heap, so this bounds a hostile file at 50 MB.
    static final int ELEMENTS_MAX = 500_000;

    static final int NAME_BYTES_MAX = 100_000;

    private static final class Budget {
        private int elements = ELEMENTS_MAX;
    }

    private final byte[] file;
    private final int end;
    private final Budget budget;
    private int at;

    ByteCursor(byte[] file) {
        this(file, 0, file.length, new Budget());
    }

    private ByteCursor(byte[] file, int at, int end, Budget budget) {
        this.file = file;
        this.at = at;
        this.end = end;
        this.budget = budget;
    }

    int offset() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    /// The next `length` bytes, as a window of their own; this cursor goes on behind them.
    ByteCursor window(int length) {
        require(length);
        var child = new ByteCursor(file, at, at + length, budget);
        at += length;
        return child;
    }

    ByteSlice rest() {
        var slice = new ByteSlice(file, at, end - at);
        at = end;
        return slice;
    }

    int peek() {
        require(1);
        return file[at] & 0xff;
    }

    int u8() {
        require(1);
        return file[at++] & 0xff;
    }

    /// An unsigned number of 32 bits that is used as an index or a count.
    int index() {
        int start = at;
        long value = u32();
        if (value > Integer.MAX_VALUE) {
            throw new MalformedComponentException(start, "index " + value + " is out of bounds");
        }
        return (int) value;
    }

    long u32() {
        int start = at;
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (value >>> 32 != 0) {
                    throw new MalformedComponentException(start, "number has more than 32 bits");
                }
                return value;
            }
        }
        throw new MalformedComponentException(start, "number has more than five bytes");
    }

    /// A signed number of 33 bits that must not be negative: a type's index.
    int typeIndex() {
        int start = at;
        long value = 0;
        int shift = 0;
        int next;
        do {
            next = u8();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        } while (next >= 0x80 && shift < 35);
        boolean negative = shift < 35 && (next & 0x40) != 0;
        if (next >= 0x80 || negative || value > Integer.MAX_VALUE) {
            throw new MalformedComponentException(start, "type index is malformed");
        }
        return (int) value;
    }

    String name() {
        int start = at;
        int length = index();
        if (length > NAME_BYTES_MAX) {
            throw new LimitExceededException(
                    "name at byte %d has %d bytes; allowed: %d"
                            .formatted(start, length, NAME_BYTES_MAX));
        }
        require(length);
        try {
            var text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(file, at, length))
                            .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedComponentException(start, "name is not UTF-8");
        }
    }

    /// A counted list. A lying count ends at the last byte and allocates nothing ahead.
    <T> List<T> list(Supplier<T> element) {
        int start = at;
        int count = index();
        if (count > end - at) {
            throw new MalformedComponentException(
                    start,
                    "unexpected end: %d elements are announced and %d bytes are left"
                            .formatted(count, end - at));
        }
        var list = new ArrayList<T>(Math.min(count, 16));
        for (int i = 0; i < count; i++) {
            spend(start);
            list.add(element.get());
        }
        return List.copyOf(list);
    }

    /// `0x00` for none, `0x01` and the value for one.
    <T> Optional<T> optional(Supplier<T> value) {
        int start = at;
        return switch (u8()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(value.get());
            default -> throw new MalformedComponentException(start, "neither 0x00 nor 0x01");
        };
    }

    void expect(int value, String what) {
        int start = at;
        int found = u8();
        if (found != value) {
            throw new MalformedComponentException(
                    start, "%s is 0x%02x, expected 0x%02x".formatted(what, found, value));
        }
    }

    void requireEnd(String what) {
        if (at != end) {
            throw new MalformedComponentException(
                    at, (end - at) + " bytes are left behind the end of the " + what);
        }
    }

    private void spend(int start) {
        if (--budget.elements < 0) {
            throw new LimitExceededException(
                    "list at byte %d: the component has more than %d elements"
                            .formatted(start, ELEMENTS_MAX));
        }
    }

    private void require(int length) {
        if (length < 0 || length > end - at) {
            throw new MalformedComponentException(
                    at, "unexpected end: %d bytes needed, %d left".formatted(length, end - at));
        }
    }
}

package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.abi.Val.Str;
import dev.bestcode.wasm.abi.Val.Str.Source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Strings in the encoding of a component. Lowering allocates in the steps that the specification
/// prescribes, since the component's allocator sees them.
final class Strings {
    private static final long BYTES_MAX = (1L << 28) - 1;
    private static final long MARK = 1L << 31;

    private final Bridge bridge;

    Strings(Bridge bridge) {
        this.bridge = bridge;
    }

    Str lift(long address, long codeUnits) {
        return switch (bridge.encoding()) {
            case UTF8 -> read(address, codeUnits, 1, StandardCharsets.UTF_8, Source.UTF8);
            case UTF16 -> read(address, 2 * codeUnits, 2, StandardCharsets.UTF_16LE, Source.UTF16);
            case LATIN1_UTF16 ->
                    (codeUnits & MARK) != 0
                            ? read(
                                    address,
                                    2 * (codeUnits ^ MARK),
                                    2,
                                    StandardCharsets.UTF_16LE,
                                    Source.MARKED_UTF16)
                            : read(
                                    address,
                                    codeUnits,
                                    2,
                                    StandardCharsets.ISO_8859_1,
                                    Source.LATIN1);
        };
    }

    private Str read(long address, long bytes, int align, Charset charset, Source source) {
        if (bytes > BYTES_MAX) {
            throw new TrapException(
                    "string of " + bytes + " bytes: out of bounds, longer than 2^28");
        }
        Bridge.requireAligned(address, align);
        bridge.memory().require(address, bytes);
        bridge.instance().store().lift(2 * bytes);
        try {
            var text =
                    charset.newDecoder()
                            .decode(ByteBuffer.wrap(bridge.memory().read(address, (int) bytes)))
                            .toString();
            return new Str(text, source);
        } catch (CharacterCodingException e) {
            throw new TrapException("invalid %s encoding: string is not valid".formatted(charset));
        }
    }

    /// Where a string was put, and its length as the component is told it.
    record Stored(long address, long codeUnits) {}

    Stored lower(Str string) {
        return switch (bridge.encoding()) {
            case UTF8 -> toUtf8(string);
            case UTF16 -> toUtf16(string);
            case LATIN1_UTF16 -> toLatin1OrUtf16(string);
        };
    }

    private Stored toUtf8(Str string) {
        var encoded = string.text().getBytes(StandardCharsets.UTF_8);
        if (string.source() == Source.UTF8) {
            return copy(encoded, 1, encoded.length);
        }
        int units = string.text().length();
        long address = bridge.allocate(1, units);
        if (encoded.length == units) {
            bridge.memory().write(address, encoded);
            return new Stored(address, units);
        }
        long worst = (string.source() == Source.LATIN1 ? 2L : 3L) * units;
        address = bridge.reallocate(address, units, 1, worst);
        bridge.memory().write(address, encoded);
        if (worst > encoded.length) {
            address = bridge.reallocate(address, worst, 1, encoded.length);
        }
        return new Stored(address, encoded.length);
    }

    private Stored toUtf16(Str string) {
        var encoded = string.text().getBytes(StandardCharsets.UTF_16LE);
        if (string.source() != Source.UTF8) {
            return copy(encoded, 2, encoded.length / 2);
        }
        long worst = 2L * string.text().getBytes(StandardCharsets.UTF_8).length;
        long address = bridge.allocate(2, worst);
        bridge.memory().write(address, encoded);
        if (encoded.length < worst) {
            address = bridge.reallocate(address, worst, 2, encoded.length);
        }
        return new Stored(address, encoded.length / 2);
    }

    private Stored toLatin1OrUtf16(Str string) {
        var text = string.text();
        boolean latin1 = text.chars().allMatch(unit -> unit < 0x100);
        return switch (string.source()) {
            case LATIN1 -> copy(text.getBytes(StandardCharsets.ISO_8859_1), 2, text.length());
            case MARKED_UTF16 -> fromMarked(text, latin1);
            case UTF8 -> guessed(text, latin1, text.getBytes(StandardCharsets.UTF_8).length);
            case UTF16 -> guessed(text, latin1, text.length());
        };
    }

    /// Begins as Latin-1 with a byte for each of the source's units, and starts over when a
    /// character does not fit.
    private Stored guessed(String text, boolean latin1, long sourceUnits) {
        long address = bridge.allocate(2, sourceUnits);
        if (!latin1) {
            var encoded = text.getBytes(StandardCharsets.UTF_16LE);
            long worst = 2 * sourceUnits;
            address = bridge.reallocate(address, sourceUnits, 2, worst);
            bridge.memory().write(address, encoded);
            if (worst > encoded.length) {
                address = bridge.reallocate(address, worst, 2, encoded.length);
            }
            return new Stored(address, encoded.length / 2 | MARK);
        }
        bridge.memory().write(address, text.getBytes(StandardCharsets.ISO_8859_1));
        if (text.length() < sourceUnits) {
            address = bridge.reallocate(address, sourceUnits, 2, text.length());
        }
        return new Stored(address, text.length());
    }

    private Stored fromMarked(String text, boolean latin1) {
        var encoded = text.getBytes(StandardCharsets.UTF_16LE);
        long address = bridge.allocate(2, encoded.length);
        bridge.memory().write(address, encoded);
        if (!latin1) {
            return new Stored(address, encoded.length / 2 | MARK);
        }
        bridge.memory().write(address, text.getBytes(StandardCharsets.ISO_8859_1));
        address = bridge.reallocate(address, encoded.length, 1, text.length());
        return new Stored(address, text.length());
    }

    private Stored copy(byte[] encoded, int align, long codeUnits) {
        long address = bridge.allocate(align, encoded.length);
        bridge.memory().write(address, encoded);
        return new Stored(address, codeUnits);
    }
}

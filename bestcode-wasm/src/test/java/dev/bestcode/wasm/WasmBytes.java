package dev.bestcode.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes WebAssembly by hand: bytes from numbers, texts and other bytes.
final class WasmBytes {
    private WasmBytes() {}

    /// @param parts numbers below 256, texts as names, and bytes
    static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            switch (part) {
                case Integer number -> out.write(number);
                case String text -> {
                    var encoded = text.getBytes(StandardCharsets.UTF_8);
                    out.writeBytes(u32(encoded.length));
                    out.writeBytes(encoded);
                }
                case byte[] more -> out.writeBytes(more);
                default -> throw new IllegalArgumentException("cannot write " + part);
            }
        }
        return out.toByteArray();
    }

    static byte[] u32(long value) {
        var out = new ByteArrayOutputStream();
        long rest = value;
        while (rest >= 0x80) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    /// A counted list.
    static byte[] vec(byte[]... elements) {
        return bytes(u32(elements.length), bytes((Object[]) elements));
    }

    static byte[] section(int id, byte[] content) {
        return bytes(id, u32(content.length), content);
    }

    static byte[] component(byte[]... sections) {
        return bytes(0, 'a' + 0, 's' + 0, 'm' + 0, 0x0d, 0, 1, 0, bytes((Object[]) sections));
    }

    static byte[] module(byte[]... sections) {
        return bytes(0, 'a' + 0, 's' + 0, 'm' + 0, 1, 0, 0, 0, bytes((Object[]) sections));
    }
}

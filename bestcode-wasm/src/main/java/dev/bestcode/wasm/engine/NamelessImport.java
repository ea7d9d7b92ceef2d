package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.io.ByteArrayOutputStream;

/// The runtime refuses the import of a function whose two names are empty, which core WebAssembly
/// allows. Such an import is given a module name before the runtime sees it.
final class NamelessImport {
    private static final String STAND_IN = "\0";
    private static final int PREAMBLE_BYTES = 8;
    private static final int IMPORT_SECTION = 2;

    private final byte[] bytes;
    private final int offset;
    private int at = PREAMBLE_BYTES;

    private NamelessImport(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.offset = offset;
    }

    /// What the runtime is told instead of the module's name.
    static String module(CoreName name) {
        return name.module().isEmpty() && name.name().isEmpty() ? STAND_IN : name.module();
    }

    static CoreName name(String module, String name) {
        return module.equals(STAND_IN) && name.isEmpty()
                ? new CoreName("", "")
                : new CoreName(module, name);
    }

    /// @param bytes of a module whose sections have their lengths checked
    static byte[] named(byte[] bytes, int offset) {
        return new NamelessImport(bytes, offset).rewritten();
    }

    private byte[] rewritten() {
        while (at < bytes.length) {
            int start = at;
            int id = bytes[at++];
            int length = (int) u32();
            if (id == IMPORT_SECTION) {
                int body = at;
                var imports = imports(body + length);
                if (imports.size() == length) {
                    return bytes;
                }
                var whole = new ByteArrayOutputStream(bytes.length + 16);
                whole.write(bytes, 0, start);
                whole.write(id);
                write(whole, imports.size());
                whole.writeBytes(imports.toByteArray());
                whole.write(bytes, body + length, bytes.length - body - length);
                return whole.toByteArray();
            }
            at += length;
        }
        return bytes;
    }

    private ByteArrayOutputStream imports(int end) {
        var out = new ByteArrayOutputStream(end - at);
        int start = at;
        long count = u32();
        out.write(bytes, start, at - start);
        for (long i = 0; i < count; i++) {
            int first = at;
            int names = skipName() + skipName();
            if (names == 0 && peek() == 0) {
                out.write(1);
                out.write(STAND_IN.charAt(0));
                out.write(0);
                first = at;
            }
            skipType();
            out.write(bytes, first, at - first);
        }
        return out;
    }

    /// @return its length
    private int skipName() {
        int start = at;
        skip(u32());
        return at - start - 1;
    }

    private void skipType() {
        switch (u8()) {
            case 0 -> u32();
            case 1 -> {
                skipValueType();
                skipLimits();
            }
            case 2 -> skipLimits();
            case 3 -> {
                skipValueType();
                u8();
            }
            case 4 -> {
                u8();
                u32();
            }
            default -> throw malformed();
        }
    }

    private void skipValueType() {
        int type = u8();
        if (type == 0x63 || type == 0x64) {
            u32();
        }
    }

    private void skipLimits() {
        int flags = u8();
        u64();
        if ((flags & 1) != 0) {
            u64();
        }
    }

    private int peek() {
        if (at >= bytes.length) {
            throw malformed();
        }
        return bytes[at];
    }

    private int u8() {
        int value = peek() & 0xff;
        at++;
        return value;
    }

    private void skip(long length) {
        if (length > bytes.length - at) {
            throw malformed();
        }
        at += (int) length;
    }

    private long u32() {
        return u64() & 0xffffffffL;
    }

    private long u64() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed();
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private MalformedComponentException malformed() {
        return new MalformedComponentException(offset + at, "core module: import is malformed");
    }
}

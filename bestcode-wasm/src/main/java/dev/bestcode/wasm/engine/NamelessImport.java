package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.io.ByteArrayOutputStream;

/// The runtime refuses the import of a function whose two names are empty, which core WebAssembly
/// allows. Such an import is given a module name before the runtime sees it.
final class NamelessImport {
    private static final String STAND_IN = "\0";
    private static final int IMPORT_SECTION = 2;

    private final byte[] bytes;
    private final ModuleBytes in;

    private NamelessImport(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.in = ModuleBytes.sections(bytes, offset);
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
        while (!in.isAtEnd()) {
            int start = in.at;
            int id = in.u8();
            int length = (int) in.u32();
            if (id == IMPORT_SECTION) {
                int body = in.at;
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
            in.at += length;
        }
        return bytes;
    }

    private ByteArrayOutputStream imports(int end) {
        var out = new ByteArrayOutputStream(end - in.at);
        int start = in.at;
        long count = in.u32();
        out.write(bytes, start, in.at - start);
        for (long i = 0; i < count; i++) {
            int first = in.at;
            int names = skipName() + skipName();
            if (names == 0 && in.peek() == 0) {
                out.write(1);
                out.write(STAND_IN.charAt(0));
                out.write(0);
                first = in.at;
            }
            skipType();
            out.write(bytes, first, in.at - first);
        }
        return out;
    }

    /// @return its length
    private int skipName() {
        int start = in.at;
        in.skip(in.u32());
        return in.at - start - 1;
    }

    private void skipType() {
        switch (in.u8()) {
            case 0 -> in.u32();
            case 1 -> {
                skipValueType();
                skipLimits();
            }
            case 2 -> skipLimits();
            case 3 -> {
                skipValueType();
                in.u8();
            }
            case 4 -> {
                in.u8();
                in.u32();
            }
            default -> throw in.malformed("import is malformed");
        }
    }

    private void skipValueType() {
        int type = in.u8();
        if (type == 0x63 || type == 0x64) {
            in.u32();
        }
    }

    private void skipLimits() {
        int flags = in.u8();
        in.u64();
        if ((flags & 1) != 0) {
            in.u64();
        }
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}

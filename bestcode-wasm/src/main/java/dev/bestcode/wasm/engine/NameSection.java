package dev.bestcode.wasm.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The names of functions and locals, which are for debugging. Nobody here reads them, and the
/// runtime trusts their lengths.
final class NameSection {
    private static final int CUSTOM = 0;
    private static final byte[] NAME = "name".getBytes(StandardCharsets.UTF_8);

    private NameSection() {}

    /// @param bytes of a module whose sections have their lengths checked
    /// @return the module without them
    static byte[] removed(byte[] bytes, int offset) {
        var rest = new ByteArrayOutputStream(bytes.length);
        var in = ModuleBytes.sections(bytes, offset);
        int kept = 0;
        while (!in.isAtEnd()) {
            int start = in.at;
            int id = in.u8();
            var section = in.part(in.u32());
            if (id == CUSTOM && Arrays.equals(section.name(), NAME)) {
                rest.write(bytes, kept, start - kept);
                kept = in.at;
            }
        }
        rest.write(bytes, kept, bytes.length - kept);
        return kept == 0 ? bytes : rest.toByteArray();
    }
}

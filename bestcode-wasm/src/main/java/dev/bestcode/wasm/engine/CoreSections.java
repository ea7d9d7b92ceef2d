package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.MalformedComponentException;

import java.util.Arrays;

/// Looks at a core module's sections before the runtime does, which trusts counts: no section may
/// announce more elements than it has bytes.
final class CoreSections {
    private static final int PREAMBLE_BYTES = 8;
    private static final int TYPE_SECTION = 1;

    private final byte[] bytes;
    private final int offset;
    private int at = PREAMBLE_BYTES;

    private CoreSections(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.offset = offset;
    }

    /// @return the type section with its head, empty when there is none
    static byte[] check(byte[] bytes, int offset) {
        var sections = new CoreSections(bytes, offset);
        var types = new byte[0];
        while (sections.at < bytes.length) {
            int start = sections.at;
            if (sections.section() == TYPE_SECTION) {
                types = Arrays.copyOfRange(bytes, start, sections.at);
            }
        }
        return types;
    }

    private int section() {
        int id = bytes[at++];
        long length = u32();
        if (length > bytes.length - at) {
            throw malformed("section is longer than the module");
        }
        int end = (int) (at + length);
        boolean counted = (id >= 1 && id <= 11 && id != 8) || id == 13;
        if (counted && at < end) {
            long count = u32();
            if (count > end - at) {
                throw malformed(
                        "%d elements are announced, %d bytes are left".formatted(count, end - at));
            }
        }
        at = end;
        return id;
    }

    private long u32() {
        long value = 0;
        for (int shift = 0; shift < 35 && at < bytes.length; shift += 7) {
            int next = bytes[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("length is malformed");
    }

    private MalformedComponentException malformed(String what) {
        return new MalformedComponentException(offset + at, "core module: " + what);
    }
}

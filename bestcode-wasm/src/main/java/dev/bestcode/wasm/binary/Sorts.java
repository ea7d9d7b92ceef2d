package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;

/// Reads sorts.
final class Sorts {
    private Sorts() {}

    static SortIndex sortIndex(ByteCursor in) {
        return new SortIndex(any(in), in.index());
    }

    static Sort any(ByteCursor in) {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> core(in);
            case 1 -> Sort.FUNC;
            case 2 ->
                    throw new UnsupportedFeatureException(
                            start, "a value", "Build the component without it.");
            case 3 -> Sort.TYPE;
            case 4 -> Sort.COMPONENT;
            case 5 -> Sort.INSTANCE;
            default -> throw new MalformedComponentException(start, "sort is malformed");
        };
    }

    static Sort core(ByteCursor in) {
        int start = in.offset();
        return switch (in.u8()) {
            case 0x00 -> Sort.CORE_FUNC;
            case 0x01 -> Sort.CORE_TABLE;
            case 0x02 -> Sort.CORE_MEMORY;
            case 0x03 -> Sort.CORE_GLOBAL;
            case 0x04 -> Sort.CORE_TAG;
            case 0x10 -> Sort.CORE_TYPE;
            case 0x11 -> Sort.CORE_MODULE;
            case 0x12 -> Sort.CORE_INSTANCE;
            default -> throw new MalformedComponentException(start, "core sort is malformed");
        };
    }
}

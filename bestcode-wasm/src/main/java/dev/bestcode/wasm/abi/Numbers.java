package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.binary.Prim;

/// Numbers, booleans and characters as the bits that core WebAssembly holds.
final class Numbers {
    private static final int NAN32 = 0x7fc00000;
    private static final long NAN64 = 0x7ff8000000000000L;

    private Numbers() {}

    static Val lift(Prim prim, long bits) {
        return switch (prim) {
            case BOOL -> new Val.Bool((int) bits != 0);
            case S8 -> new Val.Int((byte) bits);
            case U8 -> new Val.Int(bits & 0xff);
            case S16 -> new Val.Int((short) bits);
            case U16 -> new Val.Int(bits & 0xffff);
            case S32 -> new Val.Int((int) bits);
            case U32 -> new Val.Int(bits & 0xffffffffL);
            case S64, U64 -> new Val.Int(bits);
            case F32 -> new Val.F32(canonical(Float.intBitsToFloat((int) bits)));
            case F64 -> new Val.F64(canonical(Double.longBitsToDouble(bits)));
            case CHAR -> character((int) bits);
            case STRING -> throw new IllegalArgumentException("a string is no number");
        };
    }

    /// Zero-extended, so that it can stand where a wider number is expected.
    static long lower(Prim prim, Val value) {
        return switch (prim) {
            case BOOL -> ((Val.Bool) value).value() ? 1 : 0;
            case S8, U8, S16, U16, S32, U32 -> ((Val.Int) value).value() & 0xffffffffL;
            case S64, U64 -> ((Val.Int) value).value();
            case F32 -> Float.floatToRawIntBits(canonical(((Val.F32) value).value())) & 0xffffffffL;
            case F64 -> Double.doubleToRawLongBits(canonical(((Val.F64) value).value()));
            case CHAR -> ((Val.Char) value).value();
            case STRING -> throw new IllegalArgumentException("a string is no number");
        };
    }

    private static Val character(int point) {
        if (point < 0 || point > Character.MAX_CODE_POINT || (point >= 0xd800 && point <= 0xdfff)) {
            throw new TrapException(
                    "invalid char: 0x%x is no Unicode scalar value".formatted(point));
        }
        return new Val.Char(point);
    }

    private static float canonical(float value) {
        return Float.isNaN(value) ? Float.intBitsToFloat(NAN32) : value;
    }

    private static double canonical(double value) {
        return Double.isNaN(value) ? Double.longBitsToDouble(NAN64) : value;
    }
}

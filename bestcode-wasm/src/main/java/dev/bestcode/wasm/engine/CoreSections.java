package dev.bestcode.wasm.engine;

import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.LimitExceededException;

import java.util.Arrays;

/// Looks at a core module's sections before the runtime does, which makes room for as many elements
/// as a count says: nothing may announce more of them than it has bytes. Locals alone cost no byte
/// each, so they have a limit of their own.
final class CoreSections {
    private static final int TYPE = 1;
    private static final int EXPORT = 7;
    private static final int START = 8;
    private static final int ELEMENT = 9;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int TAG = 13;

    /// Of one function; what engines have in common.
    private static final int LOCALS_MAX = 50_000;

    private CoreSections() {}

    /// @return the type section with its head, empty when there is none
    static byte[] check(byte[] bytes, int offset) {
        var in = ModuleBytes.sections(bytes, offset);
        var types = new byte[0];
        while (!in.isAtEnd()) {
            int start = in.at;
            int id = in.u8();
            var section = in.part(in.u32());
            if (id == TYPE) {
                types = Arrays.copyOfRange(bytes, start, in.at);
            }
            boolean counted = (id >= TYPE && id <= DATA && id != START) || id == TAG;
            if (counted && !section.isAtEnd()) {
                long count = section.count();
                switch (id) {
                    case TYPE -> types(section, count);
                    case EXPORT -> exports(section, count);
                    case ELEMENT -> elements(section, count);
                    case CODE -> locals(section, count, LOCALS_MAX + (long) bytes.length);
                    case DATA -> data(section, count);
                    default -> {
                        // Nothing in them is counted, or the names of imports, which
                        // [NamelessImport] reads.
                    }
                }
            }
        }
        return types;
    }

    private static void types(ModuleBytes in, long count) {
        for (long i = 0; i < count; i++) {
            long form = in.u32();
            if (form == 0x4e) {
                long group = in.count();
                for (long j = 0; j < group; j++) {
                    subType(in, in.u32());
                }
            } else {
                subType(in, form);
            }
        }
    }

    private static void subType(ModuleBytes in, long form) {
        long composite = form;
        if (form == 0x50 || form == 0x4f) {
            long supertypes = in.count();
            for (long i = 0; i < supertypes; i++) {
                in.u32();
            }
            composite = in.u32();
        }
        if (composite == 0x60) {
            values(in);
            values(in);
        } else if (composite == 0x5f) {
            long fields = in.count();
            for (long i = 0; i < fields; i++) {
                field(in);
            }
        } else if (composite == 0x5e) {
            field(in);
        } else {
            throw in.malformed("0x%02X is no type".formatted(composite));
        }
    }

    private static void values(ModuleBytes in) {
        long count = in.count();
        for (long i = 0; i < count; i++) {
            value(in);
        }
    }

    private static void field(ModuleBytes in) {
        value(in);
        in.u8();
    }

    private static void value(ModuleBytes in) {
        long type = in.u32();
        if (type == 0x63 || type == 0x64) {
            in.u64();
        }
    }

    private static void exports(ModuleBytes in, long count) {
        for (long i = 0; i < count; i++) {
            in.skip(in.u32());
            in.u8();
            in.u32();
        }
    }

    /// @param most of all functions together
    private static void locals(ModuleBytes in, long count, long most) {
        long all = 0;
        for (long i = 0; i < count; i++) {
            var function = in.part(in.u32());
            long own = 0;
            long groups = function.count();
            for (long j = 0; j < groups; j++) {
                own += function.u32();
                value(function);
                if (own > LOCALS_MAX || all + own > most) {
                    throw new LimitExceededException(
                            "core module at byte %,d has more than %,d locals in a function, or %,d in all"
                                    .formatted(in.file(0), LOCALS_MAX, most));
                }
            }
            all += own;
        }
    }

    private static void elements(ModuleBytes in, long count) {
        for (long i = 0; i < count; i++) {
            long kind = in.u32();
            boolean active = (kind & 1) == 0;
            boolean explicit = (kind & 2) != 0;
            boolean expressions = (kind & 4) != 0;
            if (kind > 7) {
                throw in.malformed("%,d is no kind of an element segment".formatted(kind));
            }
            if (active && explicit) {
                in.u32();
            }
            if (active) {
                constant(in);
            }
            if (!active || explicit) {
                value(in);
            }
            long elements = in.count();
            for (long j = 0; j < elements; j++) {
                if (expressions) {
                    constant(in);
                } else {
                    in.u32();
                }
            }
        }
    }

    private static void data(ModuleBytes in, long count) {
        for (long i = 0; i < count; i++) {
            long kind = in.u32();
            if (kind > 2) {
                throw in.malformed("%,d is no kind of a data segment".formatted(kind));
            }
            if (kind == 2) {
                in.u32();
            }
            if (kind != 1) {
                constant(in);
            }
            in.skip(in.u32());
        }
    }

    /// An expression of instructions that may stand in a constant one.
    private static void constant(ModuleBytes in) {
        while (true) {
            int start = in.at;
            int instruction = in.u8();
            switch (instruction) {
                case 0x0b -> {
                    return;
                }
                case 0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e -> {
                    // Sums and products.
                }
                case 0x23, 0x41, 0x42, 0xd0, 0xd2 -> in.u64();
                case 0x43 -> in.skip(Float.BYTES);
                case 0x44 -> in.skip(Double.BYTES);
                case 0xfb -> aggregate(in);
                case 0xfd -> vector(in);
                default -> throw notConstant(in, start);
            }
        }
    }

    private static void aggregate(ModuleBytes in) {
        int start = in.at;
        switch ((int) in.u32()) {
            case 0, 1, 6, 7 -> in.u32();
            case 8 -> {
                in.u32();
                in.u32();
            }
            case 26, 27, 28 -> {
                // They take what is there.
            }
            default -> throw notConstant(in, start);
        }
    }

    private static void vector(ModuleBytes in) {
        int start = in.at;
        if (in.u32() != 12) {
            throw notConstant(in, start);
        }
        in.skip(16);
    }

    private static InvalidComponentException notConstant(ModuleBytes in, int start) {
        return new InvalidComponentException(
                in.file(start), "core module: constant expression required");
    }
}

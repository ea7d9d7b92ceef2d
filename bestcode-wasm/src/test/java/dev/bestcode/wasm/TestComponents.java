package dev.bestcode.wasm;

import static dev.bestcode.wasm.WasmBytes.bytes;
import static dev.bestcode.wasm.WasmBytes.component;
import static dev.bestcode.wasm.WasmBytes.module;
import static dev.bestcode.wasm.WasmBytes.section;
import static dev.bestcode.wasm.WasmBytes.u32;
import static dev.bestcode.wasm.WasmBytes.vec;

import java.util.ArrayList;
import java.util.List;

/// Small components, written byte by byte.
final class TestComponents {
    /// Core types: what `cabi_realloc` and the functions below are.
    static final byte[] REALLOC = {0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f};

    static final byte[] NOTHING = {0x60, 0, 0};
    static final byte[] TO_I32 = {0x60, 0, 1, 0x7f};
    static final byte[] I32_TO_I32 = {0x60, 1, 0x7f, 1, 0x7f};
    static final byte[] TWO_TO_I32 = {0x60, 2, 0x7f, 0x7f, 1, 0x7f};

    /// Component types.
    static final byte[] STRING_TO_STRING = bytes(0x40, 1, "text", 0x73, 0, 0x73);

    static final byte[] FUNC = {0x40, 0, 1, 0};
    static final byte[] TO_STRING = {0x40, 0, 0, 0x73};
    static final byte[] TO_U32 = {0x40, 0, 0, 0x79};
    static final byte[] TO_CHAR = {0x40, 0, 0, 0x74};

    private static final byte[] REALLOC_BODY = {
        0x23, 0, 0x23, 0, 0x20, 3, 0x6a, 0x41, 7, 0x6a, 0x41, 0x78, 0x71, 0x24, 0, 0x0b
    };

    private TestComponents() {}

    static final class Func {
        private final String name;
        private final byte[] coreType;
        private final byte[] code;
        private final byte[] type;

        /// @param code of the core function, its end included
        Func(String name, byte[] coreType, byte[] code, byte[] type) {
            this.name = name;
            this.coreType = coreType;
            this.code = code;
            this.type = type;
        }
    }

    /// `echo: func(text: string) -> string`
    static byte[] echo() {
        byte[] code = {0x41, 8, 0x20, 0, 0x36, 2, 0, 0x41, 8, 0x20, 1, 0x36, 2, 4, 0x41, 8, 0x0b};
        return lifting(new Func("echo", TWO_TO_I32, code, STRING_TO_STRING));
    }

    /// A component that lifts functions of one module with a memory of one page and an allocator.
    static byte[] lifting(Func... funcs) {
        return lifting(new byte[] {1, 0, 1}, List.of(), funcs);
    }

    /// @param memory the content of the memory section
    /// @param types component types before those of the functions
    static byte[] lifting(byte[] memory, List<byte[]> types, Func... funcs) {
        var aliases = new ArrayList<byte[]>();
        aliases.add(bytes(0, 2, 1, 0, "memory"));
        aliases.add(bytes(0, 0, 1, 0, "realloc"));
        var all = new ArrayList<>(types);
        var lifts = new ArrayList<byte[]>();
        var exports = new ArrayList<byte[]>();
        for (int i = 0; i < funcs.length; i++) {
            aliases.add(bytes(0, 0, 1, 0, funcs[i].name));
            lifts.add(bytes(0, 0, u32(i + 1L), 2, 3, 0, 4, 0, u32(all.size())));
            all.add(funcs[i].type);
            exports.add(bytes(0, funcs[i].name, 1, u32(i), 0));
        }
        return component(
                section(1, core(memory, funcs)),
                section(2, vec(bytes(0, 0, 0))),
                section(6, vec(aliases.toArray(byte[][]::new))),
                section(7, vec(all.toArray(byte[][]::new))),
                section(8, vec(lifts.toArray(byte[][]::new))),
                section(11, vec(exports.toArray(byte[][]::new))));
    }

    private static byte[] core(byte[] memory, Func... funcs) {
        var types = new ArrayList<byte[]>(List.of(REALLOC));
        var indices = new ArrayList<byte[]>(List.of(u32(0)));
        var exports = new ArrayList<byte[]>(List.of(bytes("memory", 2, 0), bytes("realloc", 0, 0)));
        var bodies = new ArrayList<byte[]>(List.of(body(REALLOC_BODY)));
        for (var func : funcs) {
            indices.add(u32(types.size()));
            types.add(func.coreType);
            exports.add(bytes(func.name, 0, u32(bodies.size())));
            bodies.add(body(func.code));
        }
        return module(
                section(1, vec(types.toArray(byte[][]::new))),
                section(3, vec(indices.toArray(byte[][]::new))),
                section(5, memory),
                // The heap begins at 64.
                section(6, vec(bytes(0x7f, 1, 0x41, 0xc0, 0, 0x0b))),
                section(7, vec(exports.toArray(byte[][]::new))),
                section(10, vec(bodies.toArray(byte[][]::new))));
    }

    /// A body with one local of i32 beside its parameters.
    private static byte[] body(byte[] code) {
        byte[] locals = {1, 1, 0x7f};
        return bytes(u32(locals.length + code.length), locals, code);
    }

    /// A component with a resource of its own, whose core code runs with `new` and `drop` as
    /// functions 0 and 1. It exports `run: func()`.
    static byte[] withResource(byte[] code) {
        var core =
                module(
                        section(1, vec(I32_TO_I32, bytes(0x60, 1, 0x7f, 0), NOTHING)),
                        section(2, vec(bytes("h", "new", 0, 0), bytes("h", "drop", 0, 1))),
                        section(3, vec(u32(2))),
                        section(7, vec(bytes("run", 0, 2))),
                        section(10, vec(body(code))));
        return component(
                section(7, vec(bytes(0x3f, 0x7f, 0), FUNC)),
                section(8, vec(bytes(2, 0), bytes(3, 0))),
                section(2, vec(bytes(1, 2, "new", 0, 0, "drop", 0, 1))),
                section(1, core),
                section(2, vec(bytes(0, 0, 1, "h", 0x12, 0))),
                section(6, vec(bytes(0, 0, 1, 1, "run"))),
                section(8, vec(bytes(0, 0, 2, 0, 1))),
                section(11, vec(bytes(0, "run", 1, 0, 0))));
    }

    /// A component that imports `name` as an instance with one function, `ask: func() -> u32`.
    static byte[] importing(String name) {
        return component(
                section(7, vec(bytes(0x42, 2, 1, TO_U32, 4, 0, "ask", 1, 0))),
                section(10, vec(bytes(0, name, 5, 0))));
    }
}

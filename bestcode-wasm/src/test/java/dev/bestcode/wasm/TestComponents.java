package dev.bestcode.wasm;

import static dev.bestcode.wasm.WasmBytes.bytes;
import static dev.bestcode.wasm.WasmBytes.component;
import static dev.bestcode.wasm.WasmBytes.module;
import static dev.bestcode.wasm.WasmBytes.section;
import static dev.bestcode.wasm.WasmBytes.u32;
import static dev.bestcode.wasm.WasmBytes.vec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

    private static final List<String> METADATA =
            List.of(
                    "name",
                    "description",
                    "semantic-description",
                    "request-tag",
                    "request-schema",
                    "response-schema",
                    "input-json-schema");

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

    /// Reads and writes a file of the first granted folder; its text is `peek.wat` beside it.
    static byte[] peek() {
        try (var in = TestComponents.class.getResourceAsStream("peek.wasm")) {
            return Objects.requireNonNull(in, "peek.wasm").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                section(1, core(memory, new byte[0], funcs)),
                section(2, vec(bytes(0, 0, 0))),
                section(6, vec(aliases.toArray(byte[][]::new))),
                section(7, vec(all.toArray(byte[][]::new))),
                section(8, vec(lifts.toArray(byte[][]::new))),
                section(11, vec(exports.toArray(byte[][]::new))));
    }

    private static byte[] core(byte[] memory, byte[] dataSection, Func... funcs) {
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
                section(10, vec(bodies.toArray(byte[][]::new))),
                dataSection);
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

    /// A component whose `run` calls a function of the component itself, from inside.
    static byte[] callingItself() {
        var callee =
                module(
                        section(1, vec(NOTHING)),
                        section(3, vec(u32(0))),
                        section(7, vec(bytes("f", 0, 0))),
                        section(10, vec(body(new byte[] {0x0b}))));
        var caller =
                module(
                        section(1, vec(NOTHING)),
                        section(2, vec(bytes("h", "f", 0, 0))),
                        section(3, vec(u32(0))),
                        section(7, vec(bytes("run", 0, 1))),
                        section(10, vec(body(new byte[] {0x10, 0, 0x0b}))));
        return component(
                section(7, vec(FUNC)),
                section(1, callee),
                section(2, vec(bytes(0, 0, 0))),
                section(6, vec(bytes(0, 0, 1, 0, "f"))),
                section(8, vec(bytes(0, 0, 0, 0, 0), bytes(1, 0, 0, 0))),
                section(2, vec(bytes(1, 1, "f", 0, 1))),
                section(1, caller),
                section(2, vec(bytes(0, 1, 1, "h", 0x12, 1))),
                section(6, vec(bytes(0, 0, 1, 2, "run"))),
                section(8, vec(bytes(0, 0, 2, 0, 0))),
                section(11, vec(bytes(0, "run", 1, 1, 0))));
    }

    /// Two modules that share a table and number their types differently. The first exports `run`,
    /// which calls entry 0 as a function to `i32`; the second has put one there.
    /// @param putType the type of that function in the second module: 0 takes and gives `i32`, 1
    ///     gives `i32`
    static byte[] sharedTable(int putType) {
        byte[] call = {0x41, 0, 0x11, 0, 0, 0x0b};
        var first =
                module(
                        section(1, vec(TO_I32, I32_TO_I32)),
                        section(3, vec(u32(0))),
                        section(4, vec(bytes(0x70, 0, 1))),
                        section(7, vec(bytes("run", 0, 0), bytes("t", 1, 0))),
                        section(10, vec(body(call))));
        var second =
                module(
                        section(1, vec(I32_TO_I32, TO_I32)),
                        section(2, vec(bytes("", "t", 1, 0x70, 0, 1))),
                        section(3, vec(u32(putType))),
                        section(9, vec(bytes(0, 0x41, 0, 0x0b, 1, 0))),
                        section(10, vec(body(new byte[] {0x41, 42, 0x0b}))));
        return component(
                section(1, first),
                section(1, second),
                section(2, vec(bytes(0, 0, 0), bytes(0, 1, 1, "", 0x12, 0))),
                section(6, vec(bytes(0, 0, 1, 0, "run"))),
                section(7, vec(TO_U32)),
                section(8, vec(bytes(0, 0, 0, 0, 0))),
                section(11, vec(bytes(0, "run", 1, 0, 0))));
    }

    /// A module that defines an exception tag, instantiated twice. `run` calls a module that throws
    /// a tag of one of the two and gives 1 when it caught the first one's, 2 when another.
    /// @param thrown 0 for the first one's, 1 for the second one's
    static byte[] tagsOfTwo(int thrown) {
        var defining =
                module(
                        section(1, vec(NOTHING)),
                        section(13, vec(bytes(0, 0))),
                        section(7, vec(bytes("t", 4, 0))));
        var throwing =
                module(
                        section(1, vec(NOTHING)),
                        section(2, vec(bytes("d", "t", 4, 0, 0))),
                        section(3, vec(u32(0))),
                        section(7, vec(bytes("f", 0, 0))),
                        section(10, vec(body(new byte[] {8, 0, 0x0b}))));
        var catching =
                module(
                        section(1, vec(TO_I32, NOTHING)),
                        section(2, vec(bytes("d", "t", 4, 0, 1), bytes("h", "f", 0, 1))),
                        section(3, vec(u32(0))),
                        section(7, vec(bytes("run", 0, 1))),
                        section(10, vec(body(catching(0, new byte[] {0x10, 0})))));
        return component(
                section(1, defining),
                section(1, throwing),
                section(1, catching),
                section(
                        2,
                        vec(
                                bytes(0, 0, 0),
                                bytes(0, 0, 0),
                                bytes(0, 1, 1, "d", 0x12, thrown),
                                bytes(0, 2, 2, "d", 0x12, 0, "h", 0x12, 2))),
                section(6, vec(bytes(0, 0, 1, 3, "run"))),
                section(7, vec(TO_U32)),
                section(8, vec(bytes(0, 0, 0, 0, 0))),
                section(11, vec(bytes(0, "run", 1, 0, 0))));
    }

    /// `run` throws an exception that nobody catches.
    static byte[] throwing() {
        var throwing =
                module(
                        section(1, vec(NOTHING)),
                        section(3, vec(u32(0))),
                        section(13, vec(bytes(0, 0))),
                        section(7, vec(bytes("run", 0, 0))),
                        section(10, vec(body(new byte[] {8, 0, 0x0b}))));
        return component(
                section(1, throwing),
                section(2, vec(bytes(0, 0, 0))),
                section(6, vec(bytes(0, 0, 1, 0, "run"))),
                section(7, vec(FUNC)),
                section(8, vec(bytes(0, 0, 0, 0, 0))),
                section(11, vec(bytes(0, "run", 1, 0, 0))));
    }

    /// Code that gives 1 when that tag is thrown, 2 when another, 3 when nothing.
    private static byte[] catching(int tag, byte[] what) {
        byte[] blocks = {0x02, 0x40, 0x02, 0x40};
        byte[] ends = {0x0b, 0x41, 3, 0x0f, 0x0b, 0x41, 1, 0x0f, 0x0b, 0x41, 2, 0x0b};
        return bytes(blocks, 0x1f, 0x40, 2, 0, tag, 0, 2, 1, what, ends);
    }

    /// A component of the `tool` world. Its metadata are the texts, in order; it answers each
    /// request with the request.
    static byte[] xmlTool(String... metadata) {
        int at = 1024;
        var pointers = new ArrayList<byte[]>();
        var texts = new ArrayList<byte[]>();
        for (var text : metadata) {
            var encoded = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            pointers.add(i32(at));
            pointers.add(i32(encoded.length));
            texts.add(encoded);
            at += encoded.length;
        }
        var data =
                vec(segment(512, bytes(pointers.toArray())), segment(1024, bytes(texts.toArray())));
        // i32.const 512
        byte[] describe = {0x41, (byte) 0x80, 4, 0x0b};
        // store8 1 at 8, the request's address at 12 and its length at 16; return 8
        byte[] handle = {
            0x41, 8, 0x41, 1, 0x3a, 0, 0, 0x41, 8, 0x20, 0, 0x36, 2, 4, 0x41, 8, 0x20, 1, 0x36, 2,
            8, 0x41, 8, 0x0b
        };
        var module =
                core(
                        new byte[] {1, 0, 1},
                        section(11, data),
                        new Func("d", TO_I32, describe, FUNC),
                        new Func("h", TWO_TO_I32, handle, FUNC));
        var fields = new ArrayList<byte[]>();
        for (var label : METADATA) {
            fields.add(bytes(label, 0x73));
        }
        return component(
                section(1, module),
                section(2, vec(bytes(0, 0, 0))),
                section(
                        6,
                        vec(
                                bytes(0, 2, 1, 0, "memory"),
                                bytes(0, 0, 1, 0, "realloc"),
                                bytes(0, 0, 1, 0, "d"),
                                bytes(0, 0, 1, 0, "h"))),
                section(
                        7,
                        vec(
                                bytes(0x72, vec(fields.toArray(byte[][]::new))),
                                bytes(0x72, 2, "success", 0x7f, "payload", 0x73))),
                section(
                        11,
                        vec(
                                bytes(0, "tool-metadata", 3, 0, 0),
                                bytes(0, "tool-response", 3, 1, 0))),
                section(7, vec(bytes(0x40, 0, 0, 2), bytes(0x40, 1, "request-xml", 0x73, 0, 3))),
                section(8, vec(bytes(0, 0, 1, 2, 3, 0, 4, 0, 4), bytes(0, 0, 2, 2, 3, 0, 4, 0, 5))),
                section(11, vec(bytes(0, "get-metadata", 1, 0, 0), bytes(0, "handle", 1, 1, 0))));
    }

    /// `record item { name: string }  show: func(one: item) -> u32`
    static byte[] namedRecord() {
        byte[] code = {0x41, 7, 0x0b};
        return component(
                section(
                        1,
                        core(
                                new byte[] {1, 0, 1},
                                new byte[0],
                                new Func("s", TWO_TO_I32, code, FUNC))),
                section(2, vec(bytes(0, 0, 0))),
                section(
                        6,
                        vec(
                                bytes(0, 2, 1, 0, "memory"),
                                bytes(0, 0, 1, 0, "realloc"),
                                bytes(0, 0, 1, 0, "s"))),
                section(7, vec(bytes(0x72, 1, "name", 0x73))),
                section(11, vec(bytes(0, "item", 3, 0, 0))),
                section(7, vec(bytes(0x40, 1, "one", 1, 0, 0x79))),
                section(8, vec(bytes(0, 0, 1, 2, 3, 0, 4, 0, 2))),
                section(11, vec(bytes(0, "show", 1, 0, 0))));
    }

    private static byte[] i32(int value) {
        return bytes(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >> 24 & 0xff);
    }

    private static byte[] segment(int offset, byte[] content) {
        return bytes(
                0, 0x41, (offset & 0x7f) | 0x80, offset >> 7, 0x0b, u32(content.length), content);
    }

    /// A component that imports `name` as an instance with one function, `ask: func() -> u32`.
    static byte[] importing(String name) {
        return importing(name, "ask");
    }

    static byte[] importing(String name, String func) {
        return component(
                section(7, vec(bytes(0x42, 2, 1, TO_U32, 4, 0, func, 1, 0))),
                section(10, vec(bytes(0, name, 5, 0))));
    }
}

package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.binary.ComponentBinary.CustomSection;
import dev.bestcode.wasm.binary.ComponentBinary.Located;
import dev.bestcode.wasm.binary.Definition.InlineExport;
import dev.bestcode.wasm.binary.Definition.NamedIndex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Reads a component's sections. Time and heap are linear in the bytes read.
public final class ComponentDecoder {
    /// Components in components, and types in types. The deepest toolchain output has 3.
    static final int NESTING_MAX = 32;

    private static final int MAGIC = 0x6d736100;
    private static final int PREAMBLE_BYTES = 8;

    private final ByteCursor in;
    private final int depth;
    private final List<Located> definitions = new ArrayList<>();
    private final List<CustomSection> customSections = new ArrayList<>();

    private ComponentDecoder(ByteCursor in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    /// @throws WasmException malformed, unsupported, or beyond a limit; nothing else is thrown
    public static ComponentBinary decode(byte[] file) {
        return new ComponentDecoder(new ByteCursor(file), 0).component();
    }

    /// Whether the bytes begin as a component does, not as a core module.
    public static boolean looksLikeComponent(byte[] file) {
        return file.length >= PREAMBLE_BYTES && file[0] == 0 && file[1] == 'a' && file[6] == 1;
    }

    static void requireDepth(int depth, int offset) {
        if (depth > NESTING_MAX) {
            throw new LimitExceededException(
                    "definition at byte %d is nested deeper than %d"
                            .formatted(offset, NESTING_MAX));
        }
    }

    private ComponentBinary component() {
        requireDepth(depth, in.offset());
        preamble();
        while (!in.atEnd()) {
            section();
        }
        return new ComponentBinary(definitions, customSections);
    }

    private void preamble() {
        int start = in.offset();
        int magic = 0;
        for (int i = 0; i < 4; i++) {
            magic |= in.u8() << (8 * i);
        }
        if (magic != MAGIC) {
            throw new MalformedComponentException(start, "not WebAssembly: its magic is missing");
        }
        int version = in.u8() | in.u8() << 8;
        int layer = in.u8() | in.u8() << 8;
        if (layer == 0 && version == 1) {
            throw new MalformedComponentException(
                    start,
                    "a core module, not a component; wrap it with 'wasm-tools component new'");
        }
        if (version != 0x0d || layer != 1) {
            throw new MalformedComponentException(
                    start, "version %d of layer %d is unknown".formatted(version, layer));
        }
    }

    private void section() {
        int start = in.offset();
        int id = in.u8();
        if (id > 12) {
            throw new MalformedComponentException(start, "section id " + id + " is malformed");
        }
        int length = in.index();
        var body = in.window(length);
        var types = new TypeDecoder(body, depth);
        var canons = new CanonDecoder(body);
        switch (id) {
            case 0 -> customSections.add(new CustomSection(body.name(), body.rest()));
            case 1 -> add(body, new Definition.CoreModule(body.rest()));
            case 2 -> all(body, () -> coreInstance(body));
            case 3 -> all(body, () -> new Definition.CoreTypeDefinition(types.core().type()));
            case 4 -> {
                var nested = new ComponentDecoder(body, depth + 1).component();
                definitions.add(new Located(start, new Definition.NestedComponent(nested)));
            }
            case 5 -> all(body, () -> instance(body));
            case 6 -> all(body, types::alias);
            case 7 -> all(body, () -> new Definition.TypeDefinition(types.type()));
            case 8 -> all(body, canons::canon);
            case 10 -> all(body, types::importDefinition);
            case 11 -> all(body, () -> export(body, types));
            default ->
                    throw new UnsupportedFeatureException(
                            start, "a start function or value", "Build the component without it.");
        }
        body.requireEnd("section");
    }

    private void add(ByteCursor body, Definition definition) {
        definitions.add(new Located(body.offset(), definition));
    }

    private void all(ByteCursor body, Supplier<Definition> one) {
        definitions.addAll(
                body.list(
                        () -> {
                            int offset = body.offset();
                            return new Located(offset, one.get());
                        }));
    }

    private static Definition coreInstance(ByteCursor body) {
        int start = body.offset();
        return switch (body.u8()) {
            case 0 ->
                    new Definition.CoreInstantiate(
                            body.index(),
                            body.list(
                                    () -> {
                                        var name = body.name();
                                        body.expect(0x12, "sort of an argument");
                                        return new NamedIndex(
                                                name,
                                                new SortIndex(Sort.CORE_INSTANCE, body.index()));
                                    }));
            case 1 ->
                    new Definition.CoreInlineExports(
                            body.list(
                                    () ->
                                            new NamedIndex(
                                                    body.name(),
                                                    new SortIndex(
                                                            Sorts.core(body), body.index()))));
            default -> throw new MalformedComponentException(start, "core instance is malformed");
        };
    }

    private static Definition instance(ByteCursor body) {
        int start = body.offset();
        return switch (body.u8()) {
            case 0 ->
                    new Definition.Instantiate(
                            body.index(),
                            body.list(() -> new NamedIndex(body.name(), Sorts.sortIndex(body))));
            case 1 ->
                    new Definition.InlineExports(
                            body.list(
                                    () ->
                                            new InlineExport(
                                                    Names.read(body), Sorts.sortIndex(body))));
            default -> throw new MalformedComponentException(start, "instance is malformed");
        };
    }

    private static Definition export(ByteCursor body, TypeDecoder types) {
        return new Definition.Export(
                Names.read(body), Sorts.sortIndex(body), body.optional(types::externDesc));
    }
}

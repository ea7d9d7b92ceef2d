package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.binary.CoreTypeDecl.Declaration;
import dev.bestcode.wasm.binary.CoreTypeDecl.Desc;

import java.util.OptionalLong;

/// Reads the core types that a component writes for the modules it takes or gives.
final class CoreTypeDecoder {
    private final ByteCursor in;
    private final int depth;

    CoreTypeDecoder(ByteCursor in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    CoreTypeDecl type() {
        int start = in.offset();
        ComponentDecoder.requireDepth(depth, start);
        return switch (in.u8()) {
            case 0x60 -> new CoreTypeDecl.Func(function());
            case 0x50 -> new CoreTypeDecl.Module(in.list(this::declaration));
            case 0x00, 0x4e, 0x4f, 0x5e, 0x5f ->
                    throw new UnsupportedFeatureException(
                            start,
                            "a garbage-collected type between modules",
                            "Build the component without it.");
            default -> throw new MalformedComponentException(start, "core type is malformed");
        };
    }

    private CoreExtern.Func function() {
        return new CoreExtern.Func(in.list(this::value), in.list(this::value));
    }

    private Declaration declaration() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> new Declaration.Import(in.name(), in.name(), desc());
            case 1 -> new Declaration.Type(new CoreTypeDecoder(in, depth + 1).type());
            case 2 -> {
                in.expect(0x10, "sort of an alias in a module type");
                in.expect(0x01, "kind of an alias in a module type");
                yield new Declaration.Outer(in.index(), in.index());
            }
            case 3 -> new Declaration.Export(in.name(), desc());
            default -> throw new MalformedComponentException(start, "declaration is malformed");
        };
    }

    private Desc desc() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> new Desc.FuncIndex(in.index());
            case 1 -> {
                var element = value();
                var limits = limits();
                yield new Desc.Plain(new CoreExtern.Table(element, limits.min(), limits.max()));
            }
            case 2 -> {
                var limits = limits();
                yield new Desc.Plain(
                        new CoreExtern.Memory(limits.min(), limits.max(), limits.shared()));
            }
            case 3 -> new Desc.Plain(new CoreExtern.Global(value(), mutable()));
            case 4 -> {
                in.expect(0, "attribute of a tag");
                yield new Desc.TagIndex(in.index());
            }
            default -> throw new MalformedComponentException(start, "core extern is malformed");
        };
    }

    private boolean mutable() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new MalformedComponentException(start, "mutability is malformed");
        };
    }

    private record Limits(long min, OptionalLong max, boolean shared) {}

    private Limits limits() {
        int start = in.offset();
        int flags = in.u8();
        if (flags > 3) {
            throw new UnsupportedFeatureException(
                    start, "a memory of 64 bits", "Build the component for wasm32.");
        }
        long min = in.u32();
        var max = (flags & 1) == 0 ? OptionalLong.empty() : OptionalLong.of(in.u32());
        return new Limits(min, max, (flags & 2) != 0);
    }

    private CoreType value() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0x7f -> CoreType.I32;
            case 0x7e -> CoreType.I64;
            case 0x7d -> CoreType.F32;
            case 0x7c -> CoreType.F64;
            case 0x7b -> CoreType.V128;
            case 0x70 -> CoreType.FUNCREF;
            case 0x6f -> CoreType.EXTERNREF;
            default -> throw new MalformedComponentException(start, "core value type is malformed");
        };
    }
}

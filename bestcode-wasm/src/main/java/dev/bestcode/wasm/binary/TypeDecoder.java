package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.binary.ComponentBinary.Located;
import dev.bestcode.wasm.binary.TypeDecl.Case;
import dev.bestcode.wasm.binary.TypeDecl.Field;

import java.util.List;
import java.util.Optional;

/// Reads type definitions, and with them what component and instance types declare.
final class TypeDecoder {
    private static final String SYNC =
            "Rebuild the component without asynchronous functions, for componentize-qjs with --sync.";
    private static final String WITHOUT = "Build the component without it.";

    private final ByteCursor in;
    private final int depth;

    TypeDecoder(ByteCursor in, int depth) {
        this.in = in;
        this.depth = depth;
    }

    CoreTypeDecoder core() {
        return new CoreTypeDecoder(in, depth);
    }

    TypeDecl type() {
        int start = in.offset();
        int opcode = in.u8();
        return switch (opcode) {
            case 0x72 -> new TypeDecl.RecordOf(fields());
            case 0x71 -> new TypeDecl.Variant(in.list(this::variantCase));
            case 0x70 -> new TypeDecl.ListOf(reference());
            case 0x6f -> new TypeDecl.Tuple(in.list(this::reference));
            case 0x6e -> new TypeDecl.Flags(in.list(in::name));
            case 0x6d -> new TypeDecl.Enumeration(in.list(in::name));
            case 0x6b -> new TypeDecl.OptionOf(reference());
            case 0x6a ->
                    new TypeDecl.ResultOf(
                            in.optional(this::reference), in.optional(this::reference));
            case 0x69 -> new TypeDecl.Own(in.index());
            case 0x68 -> new TypeDecl.Borrow(in.index());
            case 0x67 -> throw unsupported(start, "a list of fixed length", WITHOUT);
            case 0x66, 0x65 -> throw unsupported(start, "a stream or future", SYNC);
            case 0x63 -> throw unsupported(start, "a map", WITHOUT);
            case 0x43 -> throw unsupported(start, "an asynchronous function", SYNC);
            case 0x40 -> new TypeDecl.Func(fields(), results());
            case 0x41 -> {
                ComponentDecoder.requireDepth(depth + 1, start);
                yield new TypeDecl.Component(inner().declarations(true));
            }
            case 0x42 -> {
                ComponentDecoder.requireDepth(depth + 1, start);
                yield new TypeDecl.Instance(inner().declarations(false));
            }
            case 0x3f -> resource();
            default -> new TypeDecl.Primitive(primitive(start, opcode));
        };
    }

    ExternDesc externDesc() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> {
                in.expect(0x11, "sort of a core import or export");
                yield new ExternDesc.Module(in.index());
            }
            case 1 -> new ExternDesc.Func(in.index());
            case 2 -> throw unsupported(start, "a value", WITHOUT);
            case 3 -> {
                int bound = in.offset();
                yield switch (in.u8()) {
                    case 0 -> new ExternDesc.TypeEqual(in.index());
                    case 1 -> new ExternDesc.SubResource();
                    default ->
                            throw new MalformedComponentException(bound, "type bound is malformed");
                };
            }
            case 4 -> new ExternDesc.Component(in.index());
            case 5 -> new ExternDesc.Instance(in.index());
            default -> throw new MalformedComponentException(start, "extern type is malformed");
        };
    }

    Definition importDefinition() {
        return new Definition.Import(Names.read(in), externDesc());
    }

    Definition alias() {
        var sort = Sorts.any(in);
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> new Definition.AliasExport(sort, in.index(), in.name());
            case 1 -> new Definition.CoreAliasExport(sort, in.index(), in.name());
            case 2 -> new Definition.AliasOuter(sort, in.index(), in.index());
            default -> throw new MalformedComponentException(start, "alias is malformed");
        };
    }

    private TypeDecoder inner() {
        return new TypeDecoder(in, depth + 1);
    }

    private List<Located> declarations(boolean ofComponent) {
        return in.list(
                () -> {
                    int offset = in.offset();
                    return new Located(offset, declaration(ofComponent));
                });
    }

    private Definition declaration(boolean ofComponent) {
        int start = in.offset();
        int kind = in.u8();
        return switch (kind) {
            case 0 -> new Definition.CoreTypeDefinition(core().type());
            case 1 -> new Definition.TypeDefinition(type());
            case 2 -> alias();
            case 3 -> {
                if (!ofComponent) {
                    throw new MalformedComponentException(start, "an instance type imports");
                }
                yield importDefinition();
            }
            case 4 -> new Definition.ExportDeclaration(Names.read(in), externDesc());
            default -> throw new MalformedComponentException(start, "declaration is malformed");
        };
    }

    private TypeDecl resource() {
        int start = in.offset();
        int representation = in.u8();
        if (representation == 0x7e) {
            throw unsupported(start, "a resource of 64 bits", WITHOUT);
        }
        if (representation != 0x7f) {
            throw new MalformedComponentException(start, "representation of a resource is not i32");
        }
        return new TypeDecl.Resource(in.optional(in::index));
    }

    private List<Field> fields() {
        return in.list(() -> new Field(in.name(), reference()));
    }

    private Case variantCase() {
        var label = in.name();
        Optional<TypeRef> type = in.optional(this::reference);
        in.expect(0, "end of a case");
        return new Case(label, type);
    }

    private Optional<TypeRef> results() {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> Optional.of(reference());
            case 1 -> {
                in.expect(0, "count of results");
                yield Optional.empty();
            }
            default -> throw new MalformedComponentException(start, "results are malformed");
        };
    }

    private TypeRef reference() {
        int start = in.offset();
        // As a signed LEB128 of one byte this is negative: an opcode.
        if ((in.peek() & 0xc0) == 0x40) {
            return new TypeRef.Primitive(primitive(start, in.u8()));
        }
        return new TypeRef.Index(in.typeIndex());
    }

    private static Prim primitive(int start, int opcode) {
        return switch (opcode) {
            case 0x7f -> Prim.BOOL;
            case 0x7e -> Prim.S8;
            case 0x7d -> Prim.U8;
            case 0x7c -> Prim.S16;
            case 0x7b -> Prim.U16;
            case 0x7a -> Prim.S32;
            case 0x79 -> Prim.U32;
            case 0x78 -> Prim.S64;
            case 0x77 -> Prim.U64;
            case 0x76 -> Prim.F32;
            case 0x75 -> Prim.F64;
            case 0x74 -> Prim.CHAR;
            case 0x73 -> Prim.STRING;
            case 0x64 -> throw unsupported(start, "an error context", SYNC);
            default ->
                    throw new MalformedComponentException(
                            start, "type 0x%02x is malformed".formatted(opcode));
        };
    }

    private static UnsupportedFeatureException unsupported(int start, String what, String hint) {
        return new UnsupportedFeatureException(start, what, hint);
    }
}

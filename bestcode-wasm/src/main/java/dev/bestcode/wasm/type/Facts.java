package dev.bestcode.wasm.type;

import dev.bestcode.wasm.binary.CoreType;
import dev.bestcode.wasm.binary.Prim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the canonical ABI needs to know of a value type, computed once when the type is made, from
/// its parts: never by walking it.
/// @param size in bytes in a memory of 32 bits, saturating
/// @param align of its address
/// @param flat the core values that it becomes, cut at [#FLAT_MAX]: beyond that nobody asks
/// @param weight nodes of the type as a tree, saturating
/// @param depth of the type as a tree
/// @param pointer whether it has parts elsewhere in memory
/// @param borrow whether a borrowed handle is in it
/// @param resource whether any handle is in it
public record Facts(
        long size,
        int align,
        List<CoreType> flat,
        int weight,
        int depth,
        boolean pointer,
        boolean borrow,
        boolean resource) {
    /// One more than the most parameters that are passed flat.
    public static final int FLAT_MAX = 17;

    private static final long SIZE_SATURATED = 1L << 40;
    private static final List<CoreType> I32 = List.of(CoreType.I32);
    private static final List<CoreType> PAIR = List.of(CoreType.I32, CoreType.I32);

    static Facts of(Prim prim) {
        return switch (prim) {
            case BOOL, S8, U8 -> leaf(1, CoreType.I32);
            case S16, U16 -> leaf(2, CoreType.I32);
            case S32, U32, CHAR -> leaf(4, CoreType.I32);
            case S64, U64 -> leaf(8, CoreType.I64);
            case F32 -> leaf(4, CoreType.F32);
            case F64 -> leaf(8, CoreType.F64);
            case STRING -> new Facts(8, 4, PAIR, 1, 1, true, false, false);
        };
    }

    private static Facts leaf(int size, CoreType flat) {
        return new Facts(size, size, List.of(flat), 1, 1, false, false, false);
    }

    static Facts list(Facts element) {
        return new Facts(
                8,
                4,
                PAIR,
                Weights.sum(1, element.weight),
                element.depth + 1,
                true,
                element.borrow,
                element.resource);
    }

    static Facts flags(int count) {
        int size = count <= 8 ? 1 : count <= 16 ? 2 : 4;
        return new Facts(size, size, I32, 1, 1, false, false, false);
    }

    static Facts handle(boolean borrowed) {
        return new Facts(4, 4, I32, 1, 1, false, borrowed, true);
    }

    static Facts product(List<ValType> parts) {
        var sum = new Summary();
        long size = 0;
        int align = 1;
        var flat = new ArrayList<CoreType>();
        for (var part : parts) {
            var facts = part.facts();
            sum.add(facts);
            size = Math.min(SIZE_SATURATED, aligned(size, facts.align) + facts.size);
            align = Math.max(align, facts.align);
            for (int i = 0; i < facts.flat.size() && flat.size() < FLAT_MAX; i++) {
                flat.add(facts.flat.get(i));
            }
        }
        return sum.facts(aligned(size, align), align, flat);
    }

    static Facts sum(List<Optional<ValType>> payloads) {
        var sum = new Summary();
        int discriminant = discriminantBytes(payloads.size());
        long size = 0;
        int align = 1;
        var flat = new ArrayList<CoreType>(I32);
        for (var payload : payloads) {
            if (payload.isEmpty()) {
                continue;
            }
            var facts = payload.get().facts();
            sum.add(facts);
            size = Math.max(size, facts.size);
            align = Math.max(align, facts.align);
            for (int i = 0; i < facts.flat.size() && i + 1 < FLAT_MAX; i++) {
                var type = facts.flat.get(i);
                if (i + 1 < flat.size()) {
                    flat.set(i + 1, joined(flat.get(i + 1), type));
                } else {
                    flat.add(type);
                }
            }
        }
        long whole = Math.min(SIZE_SATURATED, aligned(discriminant, align) + size);
        int alignAll = Math.max(align, discriminant);
        return sum.facts(aligned(whole, alignAll), alignAll, flat);
    }

    public static int discriminantBytes(int cases) {
        return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
    }

    public static long aligned(long address, int align) {
        return (address + align - 1) / align * align;
    }

    /// Where the payload of a sum begins.
    public static int payloadOffset(List<Optional<ValType>> payloads) {
        int align = 1;
        for (var payload : payloads) {
            align = Math.max(align, payload.map(type -> type.facts().align).orElse(1));
        }
        return (int) aligned(discriminantBytes(payloads.size()), align);
    }

    private static CoreType joined(CoreType a, CoreType b) {
        if (a == b) {
            return a;
        }
        boolean narrow =
                (a == CoreType.I32 || a == CoreType.F32)
                        && (b == CoreType.I32 || b == CoreType.F32);
        return narrow ? CoreType.I32 : CoreType.I64;
    }

    /// What parts hand on to the whole.
    private static final class Summary {
        private int weight = 1;
        private int depth;
        private boolean pointer;
        private boolean borrow;
        private boolean resource;

        void add(Facts part) {
            weight = Weights.sum(weight, part.weight);
            depth = Math.max(depth, part.depth);
            pointer |= part.pointer;
            borrow |= part.borrow;
            resource |= part.resource;
        }

        Facts facts(long size, int align, List<CoreType> flat) {
            return new Facts(
                    size, align, List.copyOf(flat), weight, depth + 1, pointer, borrow, resource);
        }
    }
}

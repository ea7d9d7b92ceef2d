package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.binary.Prim;
import dev.bestcode.wasm.check.Flattening;
import dev.bestcode.wasm.type.Facts;
import dev.bestcode.wasm.type.ValType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes values out of a component: from core numbers, or from its memory.
final class Lifting {
    private static final long BYTES_MAX = (1L << 28) - 1;

    /// What a value costs the heap beside its content.
    private static final int VALUE_BYTES = 32;

    private final Bridge bridge;
    private final List<HandleTable.Entry> lenders;
    private final Strings strings;

    /// @param lenders gets the handles whose resources are lent
    Lifting(Bridge bridge, List<HandleTable.Entry> lenders) {
        this.bridge = bridge;
        this.lenders = lenders;
        this.strings = new Strings(bridge);
    }

    List<Val> values(List<ValType> types, int flatMax, FlatValues flat) {
        if (!Flattening.spills(types, flatMax)) {
            var values = new ArrayList<Val>(types.size());
            for (var type : types) {
                values.add(flat(type, flat));
            }
            return values;
        }
        var tuple = ValType.TupleType.of(types);
        long address = flat.next() & 0xffffffffL;
        Bridge.requireAligned(address, tuple.facts().align());
        bridge.memory().require(address, tuple.facts().size());
        return ((Val.Fields) load(tuple, address)).values();
    }

    private Val flat(ValType type, FlatValues flat) {
        return switch (type) {
            case ValType.Primitive(var prim, _) ->
                    prim == Prim.STRING
                            ? strings.lift(flat.nextPointer(), flat.nextPointer())
                            : Numbers.lift(prim, flat.next());
            case ValType.ListType list -> list(list, flat.nextPointer(), flat.nextPointer());
            case ValType.Product product -> {
                count(product.parts().size());
                var parts = new ArrayList<Val>(product.parts().size());
                for (var part : product.parts()) {
                    parts.add(flat(part, flat));
                }
                yield new Val.Fields(parts);
            }
            case ValType.Sum sum -> {
                int end = flat.position() + sum.facts().flat().size();
                var payload = chosen(sum, flat.nextPointer());
                var value =
                        new Val.Case(
                                payload.index(), payload.type().map(inner -> flat(inner, flat)));
                flat.moveTo(end);
                yield value;
            }
            case ValType.FlagsType flags -> flags(flags, flat.next());
            case ValType.OwnType own -> own(own, (int) flat.next());
            case ValType.BorrowType borrow -> borrow(borrow, (int) flat.next());
        };
    }

    private Val load(ValType type, long address) {
        var memory = bridge.memory();
        return switch (type) {
            case ValType.Primitive(var prim, var facts) ->
                    prim == Prim.STRING
                            ? strings.lift(
                                    memory.readInt(address, 4), memory.readInt(address + 4, 4))
                            : Numbers.lift(prim, memory.readInt(address, (int) facts.size()));
            case ValType.ListType list ->
                    list(list, memory.readInt(address, 4), memory.readInt(address + 4, 4));
            case ValType.Product product -> {
                count(product.parts().size());
                var parts = new ArrayList<Val>(product.parts().size());
                long at = address;
                for (var part : product.parts()) {
                    at = Facts.aligned(at, part.facts().align());
                    parts.add(load(part, at));
                    at += part.facts().size();
                }
                yield new Val.Fields(parts);
            }
            case ValType.Sum sum -> {
                int bytes = Facts.discriminantBytes(sum.payloads().size());
                var payload = chosen(sum, memory.readInt(address, bytes));
                long at = address + Facts.payloadOffset(sum.payloads());
                yield new Val.Case(payload.index(), payload.type().map(inner -> load(inner, at)));
            }
            case ValType.FlagsType flags ->
                    flags(flags, memory.readInt(address, (int) flags.facts().size()));
            case ValType.OwnType own -> own(own, (int) memory.readInt(address, 4));
            case ValType.BorrowType borrow -> borrow(borrow, (int) memory.readInt(address, 4));
        };
    }

    private record Chosen(int index, Optional<ValType> type) {}

    private static Chosen chosen(ValType.Sum sum, long discriminant) {
        if (discriminant >= sum.payloads().size()) {
            throw new TrapException(
                    "unexpected discriminant: invalid variant discriminant %d of %d cases"
                            .formatted(discriminant, sum.payloads().size()));
        }
        return new Chosen((int) discriminant, sum.payloads().get((int) discriminant));
    }

    private Val list(ValType.ListType type, long address, long length) {
        var facts = type.element().facts();
        long bytes = length * facts.size();
        if (bytes > BYTES_MAX) {
            throw new TrapException(
                    "list of %d elements is longer than 2^28 bytes: out of bounds"
                            .formatted(length));
        }
        Bridge.requireAligned(address, facts.align());
        bridge.memory().require(address, bytes);
        if (type.ofBytes()) {
            bridge.instance().store().lift(bytes);
            return new Val.Bytes(bridge.memory().read(address, (int) bytes));
        }
        bridge.instance().store().lift(length * VALUE_BYTES);
        var elements = new ArrayList<Val>((int) length);
        for (long i = 0; i < length; i++) {
            elements.add(load(type.element(), address + i * facts.size()));
        }
        return new Val.Sequence(elements);
    }

    private void count(int parts) {
        bridge.instance().store().lift((long) parts * VALUE_BYTES);
    }

    private static Val flags(ValType.FlagsType type, long bits) {
        long known = (1L << type.labels().size()) - 1;
        return new Val.Flags((int) (bits & known));
    }

    private Val own(ValType.OwnType type, int index) {
        var resource = bridge.resource(type.resource());
        var entry = bridge.instance().handles().get(index, resource);
        if (entry.borrowedFor.isPresent()) {
            throw new TrapException("cannot lift own resource from a borrow");
        }
        bridge.instance().handles().remove(index, resource);
        return new Val.Handle(resource, entry.representation);
    }

    private Val borrow(ValType.BorrowType type, int index) {
        var resource = bridge.resource(type.resource());
        var entry = bridge.instance().handles().get(index, resource);
        entry.lends++;
        lenders.add(entry);
        return new Val.Handle(resource, entry.representation);
    }
}

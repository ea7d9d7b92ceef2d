package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.binary.Prim;
import dev.bestcode.wasm.check.Flattening;
import dev.bestcode.wasm.type.Facts;
import dev.bestcode.wasm.type.ValType;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Puts values into a component: as core numbers, or in its memory.
final class Lowering {
    private final Bridge bridge;
    private final Optional<Task> task;
    private final Strings strings;

    /// @param task the call that handles are lent to; empty where none can be
    Lowering(Bridge bridge, Optional<Task> task) {
        this.bridge = bridge;
        this.task = task;
        this.strings = new Strings(bridge);
    }

    /// Collects core numbers.
    private static final class Flat {
        private long[] values = new long[8];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }

    /// @param target where to put what is too much for numbers; empty to allocate it
    long[] values(List<Val> values, List<ValType> types, int flatMax, Optional<FlatValues> target) {
        if (values.size() != types.size()) {
            throw new IllegalArgumentException(
                    "%d values for %d types".formatted(values.size(), types.size()));
        }
        var flat = new Flat();
        if (!Flattening.spills(types, flatMax)) {
            for (int i = 0; i < types.size(); i++) {
                flat(types.get(i), values.get(i), flat);
            }
            return flat.toArray();
        }
        var tuple = ValType.TupleType.of(types);
        long address;
        if (target.isPresent()) {
            address = target.get().nextPointer();
            Bridge.requireAligned(address, tuple.facts().align());
            bridge.memory().require(address, tuple.facts().size());
        } else {
            address = bridge.allocate(tuple.facts().align(), tuple.facts().size());
            flat.add(address);
        }
        store(tuple, new Val.Fields(values), address);
        return flat.toArray();
    }

    private void flat(ValType type, Val value, Flat flat) {
        switch (type) {
            case ValType.Primitive(var prim, _) -> {
                if (prim == Prim.STRING) {
                    var stored = strings.lower((Val.Str) value);
                    flat.add(stored.address());
                    flat.add(stored.codeUnits());
                } else {
                    flat.add(Numbers.lower(prim, value));
                }
            }
            case ValType.ListType list -> {
                flat.add(list(list, value));
                flat.add(length(value));
            }
            case ValType.Product product -> {
                var parts = ((Val.Fields) value).values();
                for (int i = 0; i < parts.size(); i++) {
                    flat(product.parts().get(i), parts.get(i), flat);
                }
            }
            case ValType.Sum sum -> {
                int end = flat.size + sum.facts().flat().size();
                var chosen = (Val.Case) value;
                flat.add(chosen.index());
                sum.payloads()
                        .get(chosen.index())
                        .ifPresent(inner -> flat(inner, payload(chosen), flat));
                while (flat.size < end) {
                    flat.add(0);
                }
            }
            case ValType.FlagsType _ -> flat.add(((Val.Flags) value).bits() & 0xffffffffL);
            case ValType.OwnType own -> flat.add(own(own, value));
            case ValType.BorrowType borrow -> flat.add(borrow(borrow, value));
        }
    }

    private void store(ValType type, Val value, long address) {
        var memory = bridge.memory();
        switch (type) {
            case ValType.Primitive(var prim, var facts) -> {
                if (prim == Prim.STRING) {
                    var stored = strings.lower((Val.Str) value);
                    memory.writeInt(address, 4, stored.address());
                    memory.writeInt(address + 4, 4, stored.codeUnits());
                } else {
                    memory.writeInt(address, (int) facts.size(), Numbers.lower(prim, value));
                }
            }
            case ValType.ListType list -> {
                long elements = list(list, value);
                memory.writeInt(address, 4, elements);
                memory.writeInt(address + 4, 4, length(value));
            }
            case ValType.Product product -> {
                var parts = ((Val.Fields) value).values();
                long at = address;
                for (int i = 0; i < parts.size(); i++) {
                    var part = product.parts().get(i);
                    at = Facts.aligned(at, part.facts().align());
                    store(part, parts.get(i), at);
                    at += part.facts().size();
                }
            }
            case ValType.Sum sum -> {
                var chosen = (Val.Case) value;
                memory.writeInt(
                        address, Facts.discriminantBytes(sum.payloads().size()), chosen.index());
                sum.payloads()
                        .get(chosen.index())
                        .ifPresent(
                                inner ->
                                        store(
                                                inner,
                                                payload(chosen),
                                                address + Facts.payloadOffset(sum.payloads())));
            }
            case ValType.FlagsType flags ->
                    memory.writeInt(
                            address, (int) flags.facts().size(), ((Val.Flags) value).bits());
            case ValType.OwnType own -> memory.writeInt(address, 4, own(own, value));
            case ValType.BorrowType borrow -> memory.writeInt(address, 4, borrow(borrow, value));
        }
    }

    private static Val payload(Val.Case chosen) {
        return chosen.payload()
                .orElseThrow(() -> new IllegalArgumentException("case has no payload"));
    }

    /// @return the address of the elements
    private long list(ValType.ListType type, Val value) {
        var facts = type.element().facts();
        int length = length(value);
        long address = bridge.allocate(facts.align(), length * facts.size());
        if (type.ofBytes()) {
            bridge.memory().write(address, ((Val.Bytes) value).bytes());
            return address;
        }
        var elements = ((Val.Sequence) value).elements();
        for (int i = 0; i < length; i++) {
            store(type.element(), elements.get(i), address + i * facts.size());
        }
        return address;
    }

    private static int length(Val list) {
        return list instanceof Val.Bytes bytes
                ? bytes.bytes().length
                : ((Val.Sequence) list).elements().size();
    }

    private int own(ValType.OwnType type, Val value) {
        var handle = handle(bridge.resource(type.resource()), value);
        return bridge.instance()
                .handles()
                .add(
                        new HandleTable.Entry(
                                handle.type(), handle.representation(), Optional.empty()));
    }

    private long borrow(ValType.BorrowType type, Val value) {
        var handle = handle(bridge.resource(type.resource()), value);
        if (handle.type().ownedBy(bridge.instance())) {
            return handle.representation() & 0xffffffffL;
        }
        var borrower = task.orElseThrow(() -> new IllegalStateException("a result cannot be lent"));
        borrower.borrowed();
        return bridge.instance()
                .handles()
                .add(new HandleTable.Entry(handle.type(), handle.representation(), task));
    }

    private static Val.Handle handle(RuntimeResource resource, Val value) {
        var handle = (Val.Handle) value;
        if (handle.type() != resource) {
            throw new TrapException("resource is of another type");
        }
        return handle;
    }
}

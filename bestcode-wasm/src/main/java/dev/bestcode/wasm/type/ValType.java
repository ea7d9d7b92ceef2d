package dev.bestcode.wasm.type;

import dev.bestcode.wasm.binary.Prim;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A value type. The canonical ABI knows four shapes beside the primitive ones: lists, products
/// (records and tuples), sums (variants, enums, options, results) and flags; and handles.
public sealed interface ValType extends DefinedType {
    Facts facts();

    /// Parts side by side.
    sealed interface Product extends ValType {
        List<ValType> parts();
    }

    /// One of several cases, each with a payload or without.
    sealed interface Sum extends ValType {
        List<Optional<ValType>> payloads();
    }

    record Primitive(Prim prim, Facts facts) implements ValType {
        public static Primitive of(Prim prim) {
            return new Primitive(prim, Facts.of(prim));
        }
    }

    record ListType(ValType element, Facts facts) implements ValType {
        public static ListType of(ValType element) {
            return new ListType(element, Facts.list(element.facts()));
        }

        /// Whether it is kept as one array of bytes.
        public boolean ofBytes() {
            return element instanceof Primitive(var prim, _) && prim == Prim.U8;
        }
    }

    record RecordType(List<String> labels, List<ValType> parts, Facts facts) implements Product {
        public static RecordType of(List<String> labels, List<ValType> parts) {
            return new RecordType(List.copyOf(labels), List.copyOf(parts), Facts.product(parts));
        }
    }

    record TupleType(List<ValType> parts, Facts facts) implements Product {
        public static TupleType of(List<ValType> parts) {
            return new TupleType(List.copyOf(parts), Facts.product(parts));
        }
    }

    record VariantType(List<String> labels, List<Optional<ValType>> payloads, Facts facts)
            implements Sum {
        public static VariantType of(List<String> labels, List<Optional<ValType>> payloads) {
            return new VariantType(List.copyOf(labels), List.copyOf(payloads), Facts.sum(payloads));
        }
    }

    record EnumType(List<String> labels, List<Optional<ValType>> payloads, Facts facts)
            implements Sum {
        public static EnumType of(List<String> labels) {
            var none = Collections.nCopies(labels.size(), Optional.<ValType>empty());
            return new EnumType(List.copyOf(labels), none, Facts.sum(none));
        }
    }

    record OptionType(ValType element, List<Optional<ValType>> payloads, Facts facts)
            implements Sum {
        public static OptionType of(ValType element) {
            List<Optional<ValType>> payloads = List.of(Optional.empty(), Optional.of(element));
            return new OptionType(element, payloads, Facts.sum(payloads));
        }
    }

    record ResultType(Optional<ValType> ok, Optional<ValType> error, Facts facts) implements Sum {
        public static ResultType of(Optional<ValType> ok, Optional<ValType> error) {
            return new ResultType(ok, error, Facts.sum(List.of(ok, error)));
        }

        @Override
        public List<Optional<ValType>> payloads() {
            return List.of(ok, error);
        }
    }

    record FlagsType(List<String> labels, Facts facts) implements ValType {
        public static FlagsType of(List<String> labels) {
            return new FlagsType(List.copyOf(labels), Facts.flags(labels.size()));
        }
    }

    record OwnType(ResourceRef resource, Facts facts) implements ValType {
        public static OwnType of(ResourceRef resource) {
            return new OwnType(resource, Facts.handle(false));
        }
    }

    record BorrowType(ResourceRef resource, Facts facts) implements ValType {
        public static BorrowType of(ResourceRef resource) {
            return new BorrowType(resource, Facts.handle(true));
        }
    }
}

package dev.bestcode.wasm.wit;

import java.util.HashMap;
import java.util.List;

/// Checks interfaces and what worlds share with them, each interface once, those it uses first.
final class ItemChecker {
    /// Interfaces that use each other: a longer chain would need more stack than there is.
    private static final int CHAIN_MAX = 500;

    private final PackageSet packages;
    private final Gates gates;
    private int depth;

    ItemChecker(PackageSet packages, Gates gates) {
        this.packages = packages;
        this.gates = gates;
    }

    /// @throws dev.bestcode.wasm.WitException at the first mistake
    void check(InterfaceNode node) {
        switch (node.state) {
            case CHECKED -> {}
            case OPEN ->
                    throw node.name
                            .at()
                            .error(
                                    "interface '" + node.name + "' uses itself",
                                    "Move the types that both need to a third interface.");
            case UNSEEN -> {
                if (++depth > CHAIN_MAX) {
                    throw node.name
                            .at()
                            .error(
                                    "a chain of more than %d interfaces that use each other"
                                            .formatted(CHAIN_MAX),
                                    "Join some of them.");
                }
                node.state = InterfaceNode.State.OPEN;
                items(node);
                node.state = InterfaceNode.State.CHECKED;
                depth--;
            }
        }
    }

    private void items(InterfaceNode node) {
        for (var item : node.items) {
            switch (item) {
                case Use use -> {
                    var from = use(use, node.types, node.in, node.scope);
                    if (!use.names().isEmpty()) {
                        node.dependencies.add(from);
                    }
                }
                case NamedType type -> node.types.declared(type);
                case Function function -> node.types.function(function.name());
            }
        }
        for (var item : node.items) {
            switch (item) {
                case Use _ -> {}
                case NamedType type -> type(type, node.types);
                case Function function -> function(function, node.types);
            }
        }
    }

    /// @return the interface that is used
    InterfaceNode use(Use use, TypeScope into, PackageUnit in, FileScope scope) {
        var from = packages.anInterface(use.from(), in, scope);
        check(from);
        for (var taken : use.names()) {
            into.used(taken.known(), from.types.named(taken.name(), gates));
        }
        return from;
    }

    void type(NamedType type, TypeScope types) {
        types.named(type.name(), gates);
        switch (type.body()) {
            case TypeBody.Alias _ -> {}
            case TypeBody.Members(_, var members) ->
                    distinct(members.stream().map(TypeBody.Member::name).toList());
            case TypeBody.Resource(var functions) -> {
                distinct(
                        functions.stream()
                                .filter(one -> one.kind() != Function.Kind.CONSTRUCTOR)
                                .map(Function::name)
                                .toList());
                distinct(
                        functions.stream()
                                .filter(one -> one.kind() == Function.Kind.CONSTRUCTOR)
                                .map(Function::name)
                                .toList());
                functions.forEach(one -> function(one, types));
            }
        }
    }

    void function(Function function, TypeScope types) {
        distinct(function.parameters().stream().map(Function.Parameter::name).toList());
        function.parameters().forEach(one -> types.type(one.type(), gates));
        if (function.result().isEmpty()) {
            return;
        }
        var result = function.result().get();
        if (types.type(result, gates).borrows()) {
            throw function.name()
                    .at()
                    .error(
                            "function '%s' gives a borrowed handle away".formatted(function.name()),
                            "Let it give an own one, or take the borrow as a parameter.");
        }
        if (function.kind() == Function.Kind.CONSTRUCTOR && !constructs(result, function.name())) {
            throw function.name()
                    .at()
                    .error(
                            "the constructor of '%s' gives %s"
                                    .formatted(function.name(), TypePrinter.type(result)),
                            "Write no type, or result<%s, ...>.".formatted(function.name()));
        }
    }

    private static boolean constructs(WitType result, Name resource) {
        return result instanceof WitType.ResultOf(var ok, _)
                && ok.isPresent()
                && (ok.get().equals(new WitType.Named(resource))
                        || ok.get().equals(new WitType.Own(resource)));
    }

    private static void distinct(List<Name> names) {
        var seen = new HashMap<String, Name>();
        for (var name : names) {
            var other = seen.putIfAbsent(Name.key(name.text()), name);
            if (other != null) {
                throw name.at()
                        .error(
                                "'%s' stands twice, first at %s".formatted(name, other.at()),
                                "Rename one of them.");
            }
        }
    }
}

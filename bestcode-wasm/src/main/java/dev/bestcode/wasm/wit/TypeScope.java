package dev.bestcode.wasm.wit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// The types of an interface or world by name, in any order of declaration.
final class TypeScope {
    /// Types that name types: a longer chain would need more stack than there is.
    private static final int CHAIN_MAX = 500;

    private final String where;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Name> names = new HashMap<>();
    private int depth;

    private sealed interface Entry {
        record Known(TypeFacts facts) implements Entry {}

        record Declared(NamedType type) implements Entry {}

        record Open() implements Entry {}

        record Func() implements Entry {}
    }

    TypeScope(String where) {
        this.where = where;
    }

    void used(Name name, TypeFacts facts) {
        put(name, new Entry.Known(facts));
    }

    void declared(NamedType type) {
        put(type.name(), new Entry.Declared(type));
    }

    void function(Name name) {
        put(name, new Entry.Func());
    }

    private void put(Name name, Entry entry) {
        var other = names.putIfAbsent(Name.key(name.text()), name);
        if (other != null) {
            throw name.at()
                    .error(
                            "'%s' is declared twice, first at %s".formatted(name, other.at()),
                            "Rename one of them.");
        }
        entries.put(name.text(), entry);
    }

    /// @param gates for what to do where it is missing
    TypeFacts named(Name name, Gates gates) {
        return switch (entries.get(name.text())) {
            case null ->
                    throw name.at()
                            .error(
                                    "there is no type '" + name + "'",
                                    gates.hint(
                                            name.text(),
                                            "Declare it, or take it from its interface with 'use'."));
            case Entry.Known(var facts) -> facts;
            case Entry.Func() ->
                    throw name.at().error("'" + name + "' is a function", "Name a type instead.");
            case Entry.Open() ->
                    throw name.at()
                            .error(
                                    "type '" + name + "' contains itself",
                                    "Use a list of numbers that point into another list.");
            case Entry.Declared(var type) -> resolved(type, gates);
        };
    }

    private TypeFacts resolved(NamedType type, Gates gates) {
        if (++depth > CHAIN_MAX) {
            throw type.name()
                    .at()
                    .error(
                            "a chain of more than " + CHAIN_MAX + " types that name each other",
                            "Declare fewer.");
        }
        var name = type.name().text();
        entries.put(name, new Entry.Open());
        var facts =
                switch (type.body()) {
                    case TypeBody.Resource _ -> new TypeFacts(where + "#" + name, true, false);
                    case TypeBody.Alias(var of) -> {
                        var inner = type(of, gates);
                        boolean resource = of instanceof WitType.Named && inner.resource();
                        yield new TypeFacts(where + "#" + name, resource, inner.borrows());
                    }
                    case TypeBody.Members(_, var members) -> {
                        boolean borrows = false;
                        for (var member : members) {
                            if (member.type().isPresent()) {
                                borrows |= type(member.type().get(), gates).borrows();
                            }
                        }
                        yield new TypeFacts(where + "#" + name, false, borrows);
                    }
                };
        entries.put(name, new Entry.Known(facts));
        depth--;
        return facts;
    }

    TypeFacts type(WitType type, Gates gates) {
        return switch (type) {
            case WitType.Named(var name) -> named(name, gates);
            case WitType.Own(var name) -> handle(name, gates, false);
            case WitType.Borrow(var name) -> handle(name, gates, true);
            case WitType.Plain _,
                    WitType.ListOf _,
                    WitType.MapOf _,
                    WitType.OptionOf _,
                    WitType.ResultOf _,
                    WitType.TupleOf _,
                    WitType.StreamOf _,
                    WitType.FutureOf _ -> {
                boolean borrows = false;
                for (var part : type.parts()) {
                    borrows |= type(part, gates).borrows();
                }
                yield borrows ? new TypeFacts("", false, true) : TypeFacts.VALUE;
            }
        };
    }

    private TypeFacts handle(Name name, Gates gates, boolean borrowed) {
        if (!named(name, gates).resource()) {
            throw name.at().error("'" + name + "' is no resource", "Name a resource.");
        }
        return borrowed ? new TypeFacts("", false, true) : TypeFacts.VALUE;
    }
}

package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.DefinedType;
import dev.bestcode.wasm.type.ExternNames;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.TypeExtern;
import dev.bestcode.wasm.wit.Extern.Target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells the world of a component from its imports and exports, with the interfaces that they are
/// of. Names of the world and its package are not in a component; it is called
/// `root:component/root`.
public final class ComponentText {
    private static final PackageName PACKAGE =
            new PackageName("root", "component", Optional.empty());

    private final PackageDocs docs;
    private final Origins origins = new Origins();
    private final ScopeText world;
    private final List<WorldItem> externs = new ArrayList<>();
    private final Map<String, Interface> interfaces = new LinkedHashMap<>();
    private final Map<String, PackageName> packages = new LinkedHashMap<>();

    private ComponentText(PackageDocs docs) {
        this.docs = docs;
        this.world = new ScopeText(docs.world());
    }

    /// @return WIT that this package reads, with what WIT cannot say left out: core modules and
    ///     components as imports or exports
    public static String of(ComponentType type, PackageDocs docs) {
        return WitPrinter.print(file(type, docs));
    }

    static WitFile file(ComponentType type, PackageDocs docs) {
        var told = new ComponentText(docs);
        type.imports().forEach((name, one) -> told.extern(false, name, one));
        type.exports().forEach((name, one) -> told.extern(true, name, one));
        return told.file();
    }

    /// The interfaces of one package of which a component of types tells one each.
    static List<Interface> interfaces(
            PackageName wanted, List<ComponentType> types, PackageDocs docs) {
        var told = new ComponentText(docs);
        for (var type : types) {
            type.imports().forEach((name, one) -> told.extern(false, name, one));
            type.exports().forEach((name, one) -> told.extern(true, name, one));
        }
        return told.interfaces.entrySet().stream()
                .filter(one -> wanted.equals(told.packages.get(one.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    /// What a world of such a package imports and exports.
    static List<WorldItem> items(ComponentType world, PackageDocs docs) {
        return file(world, docs).worlds().getFirst().items();
    }

    private void extern(boolean export, String name, ExternType type) {
        switch (type) {
            case TypeExtern(var defined) -> type(world, Optional.empty(), name, defined);
            case FuncType func -> function(export, name, func);
            case InstanceType instance -> instance(export, name, instance);
            case ComponentType _, ModuleType _ -> {}
        }
    }

    private void function(boolean export, String name, FuncType func) {
        if (name.startsWith("[")) {
            world.function(name, func);
            return;
        }
        var function = world.function(Function.Kind.FREE, name, name, func);
        var bare =
                new Function(
                        Attributes.NONE,
                        function.kind(),
                        function.name(),
                        false,
                        function.parameters(),
                        function.result());
        externs.add(new Extern(function.attributes(), export, new Target.Func(bare)));
    }

    private void type(ScopeText scope, Optional<Path> path, String name, DefinedType type) {
        var origin = origins.of(name, type);
        if (origin.isPresent()) {
            scope.use(origin.get().seenFrom(path), name, type);
        } else {
            scope.declare(name, type);
        }
    }

    private void instance(boolean export, String name, InstanceType type) {
        if (ExternNames.isInterface(name)) {
            shared(export, name, type);
            return;
        }
        var scope = scope(Optional.empty(), name, type);
        externs.add(
                new Extern(
                        Attributes.documented(docs.in(name).itself()),
                        export,
                        new Target.Inline(Name.of(name), scope.items())));
    }

    /// An interface that is imported and exported is told once.
    private void shared(boolean export, String name, InstanceType type) {
        var path = path(name);
        var inner = path.name().text();
        var scope = scope(Optional.of(path), inner, type);
        packages.put(name, path.from().orElse(PACKAGE));
        interfaces.putIfAbsent(
                name,
                new Interface(
                        Attributes.documented(docs.in(inner).itself()),
                        path.name(),
                        scope.items()));
        externs.add(new Extern(Attributes.NONE, export, new Target.ByPath(Optional.empty(), path)));
    }

    private ScopeText scope(Optional<Path> path, String name, InstanceType type) {
        var scope = new ScopeText(docs.in(name));
        type.exports()
                .forEach(
                        (inner, one) -> {
                            switch (one) {
                                case TypeExtern(var defined) -> {
                                    type(scope, path, inner, defined);
                                    path.ifPresent(from -> origins.add(from, inner, defined));
                                }
                                case FuncType func -> scope.function(inner, func);
                                case InstanceType _, ComponentType _, ModuleType _ -> {}
                            }
                        });
        return scope;
    }

    /// @param name of an interface or world with its package
    static Path path(String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        int at = name.indexOf('@');
        var version = at < 0 ? Optional.<String>empty() : Optional.of(name.substring(at + 1));
        return new Path(
                Optional.of(
                        new PackageName(
                                name.substring(0, colon),
                                name.substring(colon + 1, slash),
                                version)),
                Name.of(name.substring(slash + 1, at < 0 ? name.length() : at)));
    }

    private WitFile file() {
        var items = new ArrayList<WorldItem>(world.uses());
        items.addAll(world.types());
        items.addAll(externs);
        return new WitFile(
                Optional.of(new WitFile.Header("", PACKAGE, Position.NONE)),
                List.of(),
                List.of(),
                List.of(
                        new World(
                                Attributes.documented(docs.world().itself()),
                                Name.of("root"),
                                List.copyOf(items))),
                nested());
    }

    private List<WitFile> nested() {
        var byPackage = new LinkedHashMap<PackageName, List<Interface>>();
        interfaces.forEach(
                (name, one) ->
                        byPackage
                                .computeIfAbsent(
                                        packages.getOrDefault(name, PACKAGE),
                                        _ -> new ArrayList<>())
                                .add(one));
        return byPackage.entrySet().stream()
                .map(
                        entry ->
                                new WitFile(
                                        Optional.of(
                                                new WitFile.Header(
                                                        "", entry.getKey(), Position.NONE)),
                                        List.of(),
                                        List.copyOf(entry.getValue()),
                                        List.of(),
                                        List.of()))
                .toList();
    }
}

package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.binary.ComponentDecoder;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.check.ComponentChecker;
import dev.bestcode.wasm.type.ComponentType;
import dev.bestcode.wasm.type.ExternNames;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.TypeExtern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A WIT package that is kept as a component: each of its exports is the type of a component with
/// one export, an interface or a world under its whole name.
/// @see "Component model, design/mvp/WIT.md, package format"
final class BinaryPackage {
    private final List<ComponentType> interfaces = new ArrayList<>();
    private final List<World> worlds = new ArrayList<>();
    private final PackageDocs docs;
    private Optional<PackageName> name = Optional.empty();

    private BinaryPackage(PackageDocs docs) {
        this.docs = docs;
    }

    /// @throws dev.bestcode.wasm.WasmException when it is no component, or no package
    static WitFile read(byte[] bytes) {
        var checked = ComponentChecker.check(ComponentDecoder.decode(bytes));
        var read = new BinaryPackage(docs(checked));
        checked.type().exports().values().forEach(read::add);
        return read.file();
    }

    private static PackageDocs docs(CheckedComponent checked) {
        return checked.customSections().stream()
                .filter(section -> section.name().equals(PackageDocs.SECTION))
                .findFirst()
                .map(section -> PackageDocs.read(section.content().toByteArray()))
                .orElseGet(PackageDocs::none);
    }

    private void add(ExternType export) {
        if (!(export instanceof TypeExtern(ComponentType wrapper))
                || wrapper.exports().size() != 1) {
            throw noPackage("an export of it is no interface and no world");
        }
        var named = wrapper.exports().entrySet().iterator().next();
        if (!ExternNames.isInterface(named.getKey())) {
            throw noPackage("'" + named.getKey() + "' has no package");
        }
        var path = ComponentText.path(named.getKey());
        if (name.isPresent() && !name.equals(path.from())) {
            throw noPackage("it has parts of several packages");
        }
        name = path.from();
        if (named.getValue() instanceof ComponentType world) {
            var items = ComponentText.items(world, docs).stream().map(this::local).toList();
            worlds.add(new World(Attributes.NONE, path.name(), items));
        } else {
            interfaces.add(wrapper);
        }
    }

    /// As it stands within the package: what is of it bears no package.
    private WorldItem local(WorldItem item) {
        return switch (item) {
            case Extern(var docs, var export, Extern.Target.ByPath(var id, var path)) ->
                    new Extern(docs, export, new Extern.Target.ByPath(id, local(path)));
            case Use(var docs, var path, var names) -> new Use(docs, local(path), names);
            case Extern other -> other;
            case Include other -> other;
            case NamedType other -> other;
        };
    }

    private Path local(Path path) {
        return path.from().equals(name) ? Path.local(path.name()) : path;
    }

    private WitFile file() {
        var wanted = name.orElseThrow(() -> noPackage("it has no interface and no world"));
        return new WitFile(
                Optional.of(new WitFile.Header("", wanted, Position.NONE)),
                List.of(),
                ComponentText.interfaces(wanted, interfaces, docs),
                List.copyOf(worlds),
                List.of());
    }

    private static InvalidComponentException noPackage(String reason) {
        return new InvalidComponentException(0, "the component is no WIT package: " + reason);
    }
}

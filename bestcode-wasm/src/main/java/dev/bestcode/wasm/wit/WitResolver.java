package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.WitPackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks packages against each other: every name leads to what it should, no two are alike, every
/// world can be put together.
final class WitResolver {
    private final Gates gates;
    private final PackageSet packages;
    private final PackageCycles cycles = new PackageCycles();

    private WitResolver(Set<String> features) {
        this.gates = new Gates(features);
        this.packages = new PackageSet(gates);
    }

    /// @param features what is behind others is left out
    /// @throws dev.bestcode.wasm.WitException at the first mistake
    static List<WitPackage.World> resolve(
            Part main, List<Part> dependencies, Set<String> features) {
        var resolver = new WitResolver(features);
        resolver.add(main);
        dependencies.forEach(resolver::add);
        return resolver.resolved();
    }

    /// The files of one package.
    /// @param where named in errors
    record Part(String where, List<WitFile> files) {}

    private void add(Part part) {
        var unit = packages.add(part.files(), part.where());
        for (var file : part.files()) {
            cycles.add(file, unit.name);
            for (var nested : file.nested()) {
                cycles.add(nested, nested.header().orElseThrow().name());
            }
        }
    }

    private List<WitPackage.World> resolved() {
        cycles.check();
        var items = new ItemChecker(packages, gates);
        var worlds = new WorldChecker(packages, items, gates);
        var dependencies = new Dependencies();
        var found = new ArrayList<WitPackage.World>();
        for (var unit : packages.packages.values()) {
            unit.uses.forEach(use -> packages.anInterface(use.path(), unit, use.scope()));
            unit.interfaces.values().forEach(items::check);
            for (var world : unit.worlds.values()) {
                worlds.check(world);
                found.add(
                        new WitPackage.World(
                                unit.name.path(world.world.name().text()),
                                List.copyOf(dependencies.imports(world)),
                                List.copyOf(world.exports.keySet())));
            }
        }
        return List.copyOf(found);
    }
}

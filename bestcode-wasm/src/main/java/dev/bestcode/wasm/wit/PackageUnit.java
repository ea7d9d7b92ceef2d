package dev.bestcode.wasm.wit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A package put together from its files.
final class PackageUnit {
    final PackageName name;
    final Position at;
    final Map<String, InterfaceNode> interfaces = new LinkedHashMap<>();
    final Map<String, WorldNode> worlds = new LinkedHashMap<>();
    private final Map<String, Position> names = new HashMap<>();
    final List<Used> uses = new ArrayList<>();
    private Optional<Position> documented = Optional.empty();

    /// A name for an interface, and the file that gives it.
    record Used(Path path, FileScope scope) {}

    PackageUnit(PackageName name, Position at) {
        this.name = name;
        this.at = at;
    }

    void documented(WitFile.Header header) {
        if (header.docs().isEmpty()) {
            return;
        }
        if (documented.isPresent()) {
            throw header.at()
                    .error(
                            "package %s is documented here and at %s"
                                    .formatted(name, documented.get()),
                            "Keep one of the two.");
        }
        documented = Optional.of(header.at());
    }

    void add(WitFile file) {
        var scope = FileScope.of(file);
        file.uses().forEach(use -> uses.add(new Used(use.path(), scope)));
        for (var one : file.interfaces()) {
            claim(one.name());
            interfaces.put(
                    one.name().text(),
                    new InterfaceNode(
                            name.path(one.name().text()), one.name(), one.items(), this, scope));
        }
        for (var one : file.worlds()) {
            claim(one.name());
            worlds.put(one.name().text(), new WorldNode(one, this, scope));
        }
    }

    private void claim(Name one) {
        var other = names.putIfAbsent(Name.key(one.text()), one.at());
        if (other != null) {
            throw one.at()
                    .error(
                            "'%s' is declared twice in package %s, first at %s"
                                    .formatted(one, name, other),
                            "Rename one of them.");
        }
    }
}

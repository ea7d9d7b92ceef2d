package dev.bestcode.wasm.wit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The names that one file gives to interfaces and worlds, beside those of its package.
final class FileScope {
    private final Map<String, Path> aliases = new HashMap<>();

    /// @throws dev.bestcode.wasm.WitException when a name is given twice in the file
    static FileScope of(WitFile file) {
        var scope = new FileScope();
        for (var use : file.uses()) {
            scope.add(use);
        }
        for (var name : declared(file)) {
            if (scope.aliases.containsKey(name.text())) {
                throw name.at()
                        .error(
                                "'" + name + "' is also the name of a 'use' in this file",
                                "Rename one of them.");
            }
        }
        return scope;
    }

    private static List<Name> declared(WitFile file) {
        return java.util.stream.Stream.concat(
                        file.interfaces().stream().map(Interface::name),
                        file.worlds().stream().map(World::name))
                .toList();
    }

    private void add(WitFile.TopUse use) {
        if (aliases.put(use.known().text(), use.path()) != null) {
            throw use.known()
                    .at()
                    .error(
                            "'" + use.known() + "' is used twice in this file",
                            "Take one out, or rename it with 'as'.");
        }
    }

    Optional<Path> alias(Name name) {
        return Optional.ofNullable(aliases.get(name.text()));
    }
}

package dev.bestcode.wasm.wit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Refuses packages that need each other.
final class PackageCycles {
    /// Packages that need each other: a longer chain would need more stack than there is.
    private static final int CHAIN_MAX = 500;

    private final Map<PackageName, List<Path>> needed = new HashMap<>();
    private final Map<PackageName, Boolean> done = new HashMap<>();

    void add(WitFile file, PackageName name) {
        var paths = needed.computeIfAbsent(name, _ -> new ArrayList<>());
        file.uses().forEach(use -> paths.add(use.path()));
        file.interfaces().forEach(one -> of(one.items()).forEach(paths::add));
        file.worlds()
                .forEach(
                        one -> one.items().stream().flatMap(PackageCycles::of).forEach(paths::add));
    }

    private static Stream<Path> of(List<InterfaceItem> items) {
        return items.stream()
                .flatMap(item -> item instanceof Use use ? Stream.of(use.from()) : Stream.empty());
    }

    private static Stream<Path> of(WorldItem item) {
        return switch (item) {
            case Use use -> Stream.of(use.from());
            case Include include -> Stream.of(include.world());
            case NamedType _ -> Stream.empty();
            case Extern extern ->
                    switch (extern.target()) {
                        case Extern.Target.ByPath(_, var path) -> Stream.of(path);
                        case Extern.Target.Inline(_, var items) -> of(items);
                        case Extern.Target.Func _ -> Stream.empty();
                    };
        };
    }

    /// @throws dev.bestcode.wasm.WitException naming a package of a cycle
    void check() {
        for (var name : List.copyOf(needed.keySet())) {
            check(name, Optional.empty(), 0);
        }
    }

    private void check(PackageName name, Optional<Path> by, int depth) {
        var before = done.get(name);
        boolean open = before != null && !before;
        if (by.isPresent() && (open || depth > CHAIN_MAX)) {
            throw by.get()
                    .at()
                    .error(
                            "package " + name + " needs itself, over this",
                            "Within a package leave the package's name out; between packages move what both need to a third.");
        }
        if (before != null) {
            return;
        }
        done.put(name, false);
        for (var path : needed.getOrDefault(name, List.of())) {
            path.from().ifPresent(other -> check(other, Optional.of(path), depth + 1));
        }
        done.put(name, true);
    }
}

package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.WitException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All packages that may name each other: the one in question first, then its dependencies.
final class PackageSet {
    private static final int ALIASES_MAX = 20;

    final Map<PackageName, PackageUnit> packages = new LinkedHashMap<>();
    private final Gates gates;

    PackageSet(Gates gates) {
        this.gates = gates;
    }

    /// Add what one folder or one file declares.
    /// @return the package that it is; those written inside others are added too
    PackageUnit add(List<WitFile> files, String where) {
        var header = header(files, where);
        var unit = put(header);
        for (var file : files) {
            file.header().ifPresent(unit::documented);
            file.header().ifPresent(other -> requireSame(header, other));
            addFile(unit, file);
        }
        for (var file : files) {
            for (var nested : file.nested()) {
                var inner = put(nested.header().orElseThrow());
                addFile(inner, nested);
            }
        }
        return unit;
    }

    private void addFile(PackageUnit unit, WitFile file) {
        gates.requireGatesWithin(file);
        unit.add(gates.file(file, unit.name));
    }

    private static WitFile.Header header(List<WitFile> files, String where) {
        return files.stream()
                .map(WitFile::header)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                        () ->
                                new WitException(
                                        where,
                                        1,
                                        1,
                                        "no file says which package it is",
                                        "Begin one with: package my:tool;"));
    }

    private static void requireSame(WitFile.Header header, WitFile.Header other) {
        if (!header.name().equals(other.name())) {
            throw other.at()
                    .error(
                            "package %s, and another file of the folder says %s"
                                    .formatted(other.name(), header.name()),
                            "Files of one folder are one package; move it below deps/.");
        }
    }

    private PackageUnit put(WitFile.Header header) {
        var unit = new PackageUnit(header.name(), header.at());
        var other = packages.putIfAbsent(header.name(), unit);
        if (other != null) {
            throw header.at()
                    .error(
                            "package %s is also declared at %s".formatted(unit.name, other.at),
                            "Keep one of the two.");
        }
        return unit;
    }

    InterfaceNode anInterface(Path path, PackageUnit in, FileScope scope) {
        var whole = unaliased(path, in, scope);
        var unit = unit(whole, in);
        var found = unit.interfaces.get(whole.name().text());
        if (found == null) {
            throw missing(path, unit, unit.worlds.containsKey(whole.name().text()), "an interface");
        }
        return found;
    }

    WorldNode world(Path path, PackageUnit in, FileScope scope) {
        var whole = unaliased(path, in, scope);
        var unit = unit(whole, in);
        var found = unit.worlds.get(whole.name().text());
        if (found == null) {
            throw missing(path, unit, unit.interfaces.containsKey(whole.name().text()), "a world");
        }
        return found;
    }

    private WitException missing(Path path, PackageUnit unit, boolean other, String wanted) {
        var hint = "It has %s.".formatted(names(unit));
        return path.at()
                .error(
                        other
                                ? "'%s' is not %s".formatted(path, wanted)
                                : "package %s has no '%s'".formatted(unit.name, path.name()),
                        gates.hint(path.name().text(), hint));
    }

    private static List<String> names(PackageUnit unit) {
        var names = new ArrayList<>(unit.interfaces.keySet());
        names.addAll(unit.worlds.keySet());
        return names.subList(0, Math.min(names.size(), ALIASES_MAX));
    }

    private static Path unaliased(Path path, PackageUnit in, FileScope scope) {
        var whole = path;
        for (int i = 0; whole.from().isEmpty(); i++) {
            var name = whole.name();
            if (in.interfaces.containsKey(name.text()) || in.worlds.containsKey(name.text())) {
                return whole;
            }
            var alias = scope.alias(name);
            if (alias.isEmpty() || i == ALIASES_MAX) {
                return whole;
            }
            whole = alias.get();
        }
        return whole;
    }

    private PackageUnit unit(Path path, PackageUnit in) {
        if (path.from().isEmpty()) {
            return in;
        }
        var unit = packages.get(path.from().get());
        if (unit == null) {
            throw path.at()
                    .error(
                            "there is no package " + path.from().get(),
                            "Put it below deps/; there are %s."
                                    .formatted(
                                            packages.keySet().stream()
                                                    .limit(ALIASES_MAX)
                                                    .toList()));
        }
        return unit;
    }
}

package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.WitPackage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads, checks and prints a package: the way in from outside.
public final class WitChecks {
    private WitChecks() {}

    /// @see WitPackage#read
    public static WitPackage read(Path path, Set<String> features) throws IOException {
        var packages = WitFolder.read(path);
        var worlds = WitResolver.resolve(packages.main(), packages.dependencies(), features);
        var files = packages.main().files();
        return new WitPackage(
                files.stream()
                        .flatMap(file -> file.header().stream())
                        .map(header -> header.name().toString())
                        .findFirst()
                        .orElseThrow(),
                files.stream().map(WitPrinter::print).collect(Collectors.joining("\n")),
                own(worlds, files),
                DocsSection.of(files));
    }

    private static List<WitPackage.World> own(List<WitPackage.World> worlds, List<WitFile> files) {
        var own =
                files.stream()
                        .flatMap(file -> Stream.concat(Stream.of(file), file.nested().stream()))
                        .flatMap(file -> file.header().stream())
                        .map(WitFile.Header::name)
                        .collect(Collectors.toSet());
        return worlds.stream()
                .filter(world -> own.stream().anyMatch(name -> isOf(world, name)))
                .toList();
    }

    private static boolean isOf(WitPackage.World world, PackageName name) {
        return world.name().startsWith(name.namespace() + ":" + name.name() + "/")
                && world.name().endsWith(name.version().map(v -> "@" + v).orElse(""));
    }
}

package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The product runs from the class path; an embedder may put the same jars on the module path, but
/// for those of grammars: each brings a class of one package beside its library, and is searched
/// for the library alone.
class ModulePathTest {
    private static final String GRAMMARS = "tree-sitter";

    @Test
    void everyDescriptorResolvesAgainstTheJarsThatAreShipped() throws IOException {
        var target = SourceTree.module("cli").resolve("target");
        var jar = target.resolve("bestcode-cli.jar");
        assumeTrue(Files.exists(jar), "no " + jar + "; 'mvn verify' builds it");

        var jars = new ArrayList<>(List.of(jar));
        try (var lib = Files.list(target.resolve("lib"))) {
            lib.filter(path -> !path.getFileName().toString().startsWith(GRAMMARS))
                    .forEach(jars::add);
        }
        var finder = ModuleFinder.of(jars.toArray(Path[]::new));
        var resolved =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(finder, ModuleFinder.of(), Set.of("dev.bestcode.cli"));

        assertThat(resolved.modules().stream().map(module -> module.name()))
                .contains("dev.bestcode.cli", "dev.bestcode.runtime", "dev.bestcode.api");
    }
}

package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.util.Set;

/// The product runs from the class path; an embedder may put the same jars on the module path.
class ModulePathTest {
    @Test
    void everyDescriptorResolvesAgainstTheJarsThatAreShipped() {
        var target = SourceTree.module("cli").resolve("target");
        var jar = target.resolve("bestcode-cli.jar");
        assumeTrue(Files.exists(jar), "no " + jar + "; 'mvn verify' builds it");

        var finder = ModuleFinder.of(jar, target.resolve("lib"));
        var resolved =
                ModuleLayer.boot()
                        .configuration()
                        .resolve(finder, ModuleFinder.of(), Set.of("dev.bestcode.cli"));

        assertThat(resolved.modules().stream().map(module -> module.name()))
                .contains("dev.bestcode.cli", "dev.bestcode.runtime", "dev.bestcode.api");
    }
}

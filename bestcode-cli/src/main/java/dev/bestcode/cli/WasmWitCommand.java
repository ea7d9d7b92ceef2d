package dev.bestcode.cli;

import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WitPackage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `bestcode wasm wit`: the package that a tool is to be built from, checked before it is built.
@Command(
        name = "wit",
        description =
                "Check a WIT package with its dependencies below deps/, and print it in one form.",
        footer = {"", "Example:", "  bestcode wasm wit wit"})
final class WasmWitCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "PATH", description = "A .wit file, or a folder of them.")
    private Path path = Path.of(".");

    @Option(
            names = "--feature",
            paramLabel = "NAME",
            description = "What stands behind @unstable(feature = NAME) is there; repeatable.")
    private List<String> features = List.of();

    @Override
    public Integer call() throws IOException {
        try {
            var read = WitPackage.read(path, Set.copyOf(features));
            System.out.print(Printable.of(read.text()));
            read.worlds().forEach(WasmWitCommand::tell);
            return ExitCode.OK;
        } catch (WasmException e) {
            return WasmFailure.told(e);
        }
    }

    private static void tell(WitPackage.World world) {
        System.err.printf(
                "world %s%n  needs %s%n  gives %s%n",
                world.name(), words(world.imports()), words(world.exports()));
    }

    private static String words(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(" ", names);
    }
}

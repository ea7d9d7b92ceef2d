package dev.bestcode.cli;

import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WitPackage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;

/// `bestcode wasm document`: the documentation of the WIT goes into the component, where it becomes
/// the tool's description.
@Command(
        name = "document",
        description =
                "Put the documentation of a WIT package into a component that was built of it.",
        footer = {"", "Example:", "  bestcode wasm document slug.wasm wit documented.wasm"})
final class WasmDocumentCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The component.")
    private Path file = Path.of("component.wasm");

    @Parameters(index = "1", paramLabel = "WIT", description = "A .wit file, or a folder of them.")
    private Path wit = Path.of(".");

    @Parameters(
            index = "2",
            paramLabel = "OUTPUT",
            description = "The documented component; it may be FILE.")
    private Path output = Path.of("component.wasm");

    @Override
    public Integer call() throws IOException {
        try {
            var documented = WitPackage.read(wit, Set.of()).document(ComponentFile.read(file));
            Files.write(output, documented);
            return ExitCode.OK;
        } catch (WasmException e) {
            return WasmFailure.told(e);
        }
    }
}

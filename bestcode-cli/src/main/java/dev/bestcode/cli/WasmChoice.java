package dev.bestcode.cli;

import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Clocks;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.organism.WasmSpec.Randomness;
import dev.bestcode.api.organism.WasmSpec.Stdio;
import dev.bestcode.tools.Workspace;
import dev.bestcode.wasm.ComponentRuntime;
import dev.bestcode.wasm.WasmComponent;
import dev.bestcode.wasm.WasmLimits;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Names a component.
final class WasmChoice {
    @Parameters(index = "0", paramLabel = "FILE", description = "The component.")
    private Path file = Path.of("component.wasm");

    @Option(
            names = "--deny",
            paramLabel = "INTERFACE",
            description =
                    "An interface without version, or PACKAGE/*, that links and whose functions refuse; repeatable.")
    private List<String> denied = List.of();

    @Option(
            names = "--read",
            paramLabel = "FOLDER=GUEST",
            description = "A folder that it may read, and its name for it; repeatable.")
    private Map<Path, String> read = Map.of();

    @Option(
            names = "--write",
            paramLabel = "FOLDER=GUEST",
            description = "A folder that it may read and write, and its name for it; repeatable.")
    private Map<Path, String> write = Map.of();

    Path file() {
        return file;
    }

    /// The named folders are granted and nothing else, and what the component prints is shown.
    private Capabilities granted() {
        var folders = new ArrayList<Folder>();
        read.forEach((host, guest) -> folders.add(folder(host, guest, true)));
        write.forEach((host, guest) -> folders.add(folder(host, guest, false)));
        return new Capabilities(folders, Map.of(), Stdio.LOG, Clocks.COARSE, Randomness.SEEDED);
    }

    private static Folder folder(Path host, String guest, boolean readOnly) {
        return new Folder(host.toAbsolutePath(), guest, readOnly);
    }

    /// Whatever it imports.
    WasmComponent inspected() throws IOException {
        return ComponentRuntime.interpreting()
                .inspect(bytes(), granted(), denied, WasmLimits.defaults());
    }

    /// Ready to be called.
    WasmComponent loaded() throws IOException {
        return ComponentRuntime.interpreting()
                .withFolders(Workspace::granted)
                .load(bytes(), granted(), denied, WasmLimits.defaults());
    }

    private byte[] bytes() throws IOException {
        return ComponentFile.read(file);
    }
}

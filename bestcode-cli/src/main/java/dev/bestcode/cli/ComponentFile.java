package dev.bestcode.cli;

import dev.bestcode.wasm.WasmLimits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a component that a person has named.
final class ComponentFile {
    private ComponentFile() {}

    /// @throws IllegalArgumentException when it can be none: a folder, or larger than one may be
    /// @throws IOException when it cannot be read
    static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; name the component in it");
        }
        int max = WasmLimits.defaults().componentBytes();
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(max);
            if (in.read() >= 0) {
                throw new IllegalArgumentException(
                        "%s has more than %,d bytes, which a component may have"
                                .formatted(file, max));
            }
            return bytes;
        }
    }
}

package dev.bestcode.cli;

import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.tool.ToolSource;
import dev.bestcode.tools.Workspace;
import dev.bestcode.wasm.ComponentRuntime;
import dev.bestcode.wasm.WasmTools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The WebAssembly runtime, for organisms that need it; it is not loaded for others.
final class ComponentTools {
    private ComponentTools() {}

    /// @param environment read for `XDG_CACHE_HOME` and `HOME`: compiled code is kept there
    static Optional<ToolSource> of(Organism organism, Map<String, String> environment)
            throws IOException {
        boolean needed =
                organism.listeners().stream()
                        .anyMatch(listener -> listener.handler().equals(HandlerNames.WASM));
        return needed ? Optional.of(compiling(environment)) : Optional.empty();
    }

    private static ToolSource compiling(Map<String, String> environment) throws IOException {
        var named = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        var home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        var cache = named.isAbsolute() ? named : home.resolve(".cache");
        return new WasmTools(
                ComponentRuntime.compiling(cache.resolve("bestcode").resolve("wasm"))
                        .withFolders(Workspace::granted));
    }
}

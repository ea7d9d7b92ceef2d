package dev.bestcode.organism;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.api.organism.WasmSpec.Clocks;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.organism.WasmSpec.Limits;
import dev.bestcode.api.organism.WasmSpec.Randomness;
import dev.bestcode.api.organism.WasmSpec.Stdio;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `wasm` of a listener. The component has to be there; its bytes are for whoever loads
/// it.
final class WasmReader {
    private final Scope scope;

    WasmReader(Scope scope) {
        this.scope = scope;
    }

    /// @return empty when something in it was reported
    Optional<WasmSpec> read(Fields wasm) {
        var capabilities =
                wasm.fields("capabilities").map(this::capabilities).orElse(Capabilities.NONE);
        var limits = wasm.fields("limits").map(WasmReader::limits).orElse(Limits.DEFAULT);
        return component(wasm)
                .map(
                        path ->
                                new WasmSpec(
                                        path,
                                        wasm.text("sha256").map(Sha256::new),
                                        wasm.text("function"),
                                        wasm.words("deny_stubs"),
                                        capabilities,
                                        limits));
    }

    private Optional<Path> component(Fields wasm) {
        return wasm.text("path")
                .flatMap(
                        name -> {
                            try {
                                var directory = scope.source().directory();
                                return Optional.of(scope.session().files.locate(directory, name));
                            } catch (RefusedFile refused) {
                                report(wasm, "path", "component", name, refused);
                                return Optional.empty();
                            }
                        });
    }

    private Capabilities capabilities(Fields block) {
        return new Capabilities(
                folders(block),
                Variables.read(scope, block.blocks("env"), "variable"),
                Constants.of(Stdio.class, block.text("stdio")).orElse(Capabilities.NONE.stdio()),
                Constants.of(Clocks.class, block.text("clocks")).orElse(Capabilities.NONE.clocks()),
                Constants.of(Randomness.class, block.text("random"))
                        .orElse(Capabilities.NONE.random()));
    }

    private List<Folder> folders(Fields block) {
        var folders = new ArrayList<Folder>();
        for (var folder : block.blocks("filesystem")) {
            var host = folder.text("host_path").flatMap(name -> hostPath(folder, name));
            var guest = folder.text("guest_path");
            if (host.isPresent() && guest.isPresent()) {
                folders.add(new Folder(host.get(), guest.get(), folder.flag("read_only", true)));
            }
        }
        return folders;
    }

    /// An absolute one is anywhere, as whoever wrote it can see; a relative one is in the project.
    private Optional<Path> hostPath(Fields folder, String name) {
        try {
            var path = ProjectFiles.path(name);
            return Optional.of(
                    path.isAbsolute()
                            ? path.normalize()
                            : scope.session().files.confined(scope.source().directory(), name));
        } catch (RefusedFile refused) {
            report(folder, "host_path", "folder", name, refused);
            return Optional.empty();
        }
    }

    private static Limits limits(Fields block) {
        return new Limits(
                block.whole("seconds").orElse(Limits.DEFAULT.seconds()),
                block.whole("memory_mib").orElse(Limits.DEFAULT.memoryMib()));
    }

    private void report(Fields block, String key, String noun, String name, RefusedFile refused) {
        scope.report(
                block.get(key).map(Value::at).orElse(block.at()),
                "%s %s %s".formatted(noun, Shown.quoted(name), refused.reason()));
    }
}

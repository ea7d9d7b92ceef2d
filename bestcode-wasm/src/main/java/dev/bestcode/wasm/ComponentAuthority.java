package dev.bestcode.wasm;

import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolPreview;

import java.util.List;
import java.util.Optional;

/// What follows from a component's grants for each call of it, whatever its arguments are.
final class ComponentAuthority {
    private final List<Folder> folders;

    ComponentAuthority(WasmComponent component) {
        this.folders = component.folders();
    }

    /// Without a folder to write into it has no way to change anything outside itself.
    Effect effect() {
        return folders.stream().allMatch(Folder::readOnly) ? Effect.PURE : Effect.OPAQUE;
    }

    List<Source> sources() {
        return folders.stream().map(folder -> Source.file(folder.host().toString())).toList();
    }

    ToolPreview preview() {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                folders.stream().map(folder -> folder.host().toString()).toList(),
                List.of(),
                Optional.empty());
    }
}

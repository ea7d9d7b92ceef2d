package dev.bestcode.wasm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.util.List;
import java.util.Optional;

/// A component as a tool. What it was granted is what each call can touch, whatever its arguments
/// are.
abstract class ComponentTool implements ToolPeer {
    private final ToolDescriptor descriptor;
    private final List<Folder> folders;

    ComponentTool(WasmComponent component, ToolDescriptor descriptor) {
        this.descriptor = descriptor;
        this.folders = component.folders();
    }

    /// @throws WasmException when the component fails
    /// @throws IllegalArgumentException when it takes no such arguments
    abstract ToolOutcome answer(JsonObject arguments) throws InterruptedException;

    @Override
    public final ToolDescriptor descriptor() {
        return descriptor;
    }

    /// Without a folder to write into it has no way to change anything outside itself.
    @Override
    public final Effect effect() {
        return folders.stream().allMatch(Folder::readOnly) ? Effect.PURE : Effect.OPAQUE;
    }

    @Override
    public final List<Source> readsFrom(JsonObject arguments) {
        return folders.stream().map(folder -> Source.file(folder.host().toString())).toList();
    }

    @Override
    public final ToolPreview preview(ToolCall call) {
        return new ToolPreview(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                folders.stream().map(folder -> folder.host().toString()).toList(),
                List.of(),
                Optional.empty());
    }

    @Override
    public final ToolOutcome call(ToolCall call) throws InterruptedException {
        try {
            return answer(call.arguments());
        } catch (WasmException | IllegalArgumentException e) {
            return ToolOutcome.failed(String.valueOf(e.getMessage()));
        }
    }
}

package dev.bestcode.wasm.host;

import dev.bestcode.api.organism.WasmSpec.Capabilities;

import java.util.List;

/// What a component was granted, its folders opened.
public record Reach(Capabilities granted, List<Mount> folders) {
    public static final Reach NOTHING = new Reach(Capabilities.NONE, List.of());

    public Reach {
        folders = List.copyOf(folders);
    }
}

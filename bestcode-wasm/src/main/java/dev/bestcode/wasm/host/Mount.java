package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace;

/// A folder as the component sees it.
/// @param guest its name there
public record Mount(String guest, Workspace tree) {}

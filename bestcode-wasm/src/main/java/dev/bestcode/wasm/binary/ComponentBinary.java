package dev.bestcode.wasm.binary;

import java.util.List;

/// A component as it is written, definitions in order.
public record ComponentBinary(List<Located> definitions, List<CustomSection> customSections) {
    /// @param offset of its first byte in the file
    public record Located(int offset, Definition definition) {}

    /// A section that means nothing to the component model, such as documentation.
    public record CustomSection(String name, ByteSlice content) {}

    public ComponentBinary {
        definitions = List.copyOf(definitions);
        customSections = List.copyOf(customSections);
    }
}

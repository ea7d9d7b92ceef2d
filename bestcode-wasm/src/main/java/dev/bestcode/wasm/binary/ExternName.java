package dev.bestcode.wasm.binary;

import java.util.List;

/// The name of an import or export, with what tools are told about it.
public record ExternName(String text, List<Attribute> attributes) {
    /// What the name is annotated with; none changes what it refers to.
    public sealed interface Attribute {
        record Implements(String interfaceName) implements Attribute {}

        record VersionSuffix(String text) implements Attribute {}

        record ExternalId(String text) implements Attribute {}
    }
}

package dev.bestcode.wasm.binary;

import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.UnsupportedFeatureException;
import dev.bestcode.wasm.binary.ExternName.Attribute;

import java.util.List;

/// Reads the names of imports and exports.
final class Names {
    private Names() {}

    static ExternName read(ByteCursor in) {
        int start = in.offset();
        return switch (in.u8()) {
            case 0, 1 -> new ExternName(text(in), List.of());
            case 2 -> new ExternName(text(in), in.list(() -> attribute(in)));
            default -> throw new MalformedComponentException(start, "kind of name is malformed");
        };
    }

    /// Earlier drafts let a component name its dependencies by lock file, address or hash.
    private static String text(ByteCursor in) {
        int start = in.offset();
        var text = in.name();
        if (text.endsWith(">") && text.indexOf("=<") > 0) {
            throw new UnsupportedFeatureException(
                    start,
                    "the dependency '" + text + "'",
                    "Compose the component with its dependencies first.");
        }
        return text;
    }

    private static Attribute attribute(ByteCursor in) {
        int start = in.offset();
        return switch (in.u8()) {
            case 0 -> new Attribute.Implements(in.name());
            case 1 -> new Attribute.VersionSuffix(in.name());
            case 2 -> new Attribute.ExternalId(in.name());
            default -> throw new MalformedComponentException(start, "attribute is malformed");
        };
    }
}

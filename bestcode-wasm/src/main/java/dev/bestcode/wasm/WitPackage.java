package dev.bestcode.wasm;

import dev.bestcode.wasm.wit.WitChecks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A package of WIT that keeps the rules: what tools are built from.
/// Its documentation can be put into a component, where build tools leave it out.
public final class WitPackage {
    private final String name;
    private final String text;
    private final List<World> worlds;
    private final byte[] documentation;

    /// @param documentation a custom section
    public WitPackage(String name, String text, List<World> worlds, byte[] documentation) {
        this.name = name;
        this.text = text;
        this.worlds = List.copyOf(worlds);
        this.documentation = documentation.clone();
    }

    public String name() {
        return name;
    }

    /// In one form, whatever the form of the files.
    public String text() {
        return text;
    }

    /// Those of the package itself, with packages written inside it, and not of its dependencies.
    public List<World> worlds() {
        return worlds;
    }

    /// The component with what this package says of its functions and types.
    /// @throws LinkException when it has documentation, or no function that this package says
    ///     anything of
    /// @throws WasmException when it is no component
    public byte[] document(byte[] component) {
        var bare = ComponentRuntime.look(component);
        if (bare.isDocumented()) {
            throw new LinkException(
                    "the component is documented already; build it again, then document it");
        }
        var documented = Arrays.copyOf(component, component.length + documentation.length);
        System.arraycopy(documentation, 0, documented, component.length, documentation.length);
        var whole = ComponentRuntime.look(documented);
        if (whole.report().functions().stream()
                .allMatch(one -> whole.description(one.name()).isEmpty())) {
            throw new LinkException(
                    "package %s says nothing of the component's functions; write /// before its exports"
                            .formatted(name));
        }
        return documented;
    }

    /// A world with all that it needs.
    /// @param imports plain names, and interfaces with their packages
    public record World(String name, List<String> imports, List<String> exports) {
        public World {
            imports = List.copyOf(imports);
            exports = List.copyOf(exports);
        }
    }

    /// Read and check a file, or a folder with its dependencies below `deps/`.
    /// @param features what stands behind others is left out of the check
    /// @throws WitException with file, line and column of the first mistake
    public static WitPackage read(Path path, Set<String> features) throws IOException {
        return WitChecks.read(path, features);
    }
}

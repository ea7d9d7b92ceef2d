package dev.bestcode.wasm.type;

/// A name of a resource type: an entry of a type index space. Several may refer to one resource;
/// which of them a function's type uses decides whether it may be exported.
public final class ResourceRef implements DefinedType {
    private final ResourceVar resource;

    public ResourceRef(ResourceVar resource) {
        this.resource = resource;
    }

    public ResourceVar resource() {
        return resource;
    }
}

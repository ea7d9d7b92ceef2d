package dev.bestcode.wasm.abi;

import dev.bestcode.wasm.TrapException;
import dev.bestcode.wasm.binary.StringEncoding;
import dev.bestcode.wasm.engine.CoreFunc;
import dev.bestcode.wasm.engine.CoreMemory;
import dev.bestcode.wasm.type.ResourceRef;
import dev.bestcode.wasm.type.ResourceVar;

import java.util.Map;
import java.util.Optional;

/// What one lift or lower works with: the instance, its resources, and its options resolved.
public record Bridge(
        InstanceState instance,
        Map<ResourceVar, RuntimeResource> resources,
        StringEncoding encoding,
        Optional<CoreMemory> memoryOption,
        Optional<CoreFunc> reallocOption,
        Optional<CoreFunc> postReturn) {
    CoreMemory memory() {
        return memoryOption.orElseThrow(() -> new IllegalStateException("checked to be there"));
    }

    RuntimeResource resource(ResourceRef reference) {
        var resource = resources.get(reference.resource());
        if (resource == null) {
            throw new IllegalStateException("resource " + reference.resource() + " is not bound");
        }
        return resource;
    }

    /// Space in the component's memory, aligned and inside.
    long allocate(int align, long bytes) {
        return reallocate(0, 0, align, bytes);
    }

    long reallocate(long old, long oldBytes, int align, long bytes) {
        var realloc =
                reallocOption.orElseThrow(() -> new IllegalStateException("checked to be there"));
        long[] result = instance.withoutLeaving(() -> realloc.enter(old, oldBytes, align, bytes));
        long address = result[0] & 0xffffffffL;
        requireAligned(address, align);
        memory().require(address, bytes);
        return address;
    }

    static void requireAligned(long address, int align) {
        if (address % align != 0) {
            throw new TrapException(
                    "pointer not aligned: address %d, alignment %d".formatted(address, align));
        }
    }
}

package dev.bestcode.wasm.engine;

import com.dylibso.chicory.compiler.Cache;
import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;

import java.util.Optional;
import java.util.function.Function;

/// Makes JVM code of core modules. What the JVM cannot hold, such as a function beyond its method
/// size, stays interpreted; a module that cannot be compiled at all stays interpreted whole.
public final class Compiler {
    private final Optional<Cache> cache;

    private Compiler(Optional<Cache> cache) {
        this.cache = cache;
    }

    public static Compiler withoutCache() {
        return new Compiler(Optional.empty());
    }

    public static Compiler withCache(CodeCache cache) {
        return new Compiler(Optional.of(cache));
    }

    Optional<Function<Instance, Machine>> compile(WasmModule module) {
        var builder =
                MachineFactoryCompiler.builder(module)
                        .withInterpreterFallback(InterpreterFallback.SILENT);
        cache.ifPresent(builder::withCache);
        try {
            return Optional.of(builder.compile());
        } catch (ChicoryException | IllegalStateException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}

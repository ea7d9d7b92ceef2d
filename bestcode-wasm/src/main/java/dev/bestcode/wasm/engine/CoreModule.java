package dev.bestcode.wasm.engine;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.UnlinkableException;
import com.dylibso.chicory.wasm.WasmModule;

import dev.bestcode.wasm.InvalidComponentException;
import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.MalformedComponentException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.binary.CoreExtern;
import dev.bestcode.wasm.type.ModuleType;
import dev.bestcode.wasm.type.ModuleType.CoreName;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A core module, parsed and validated once for all its instances.
public final class CoreModule {
    /// The runtime links in the square of this; the largest toolchain module that was seen has 900.
    static final int IMPORTS_MAX = 4_096;

    private final WasmModule module;
    private final ModuleType type;
    private final byte[] typeSection;
    private final int bytes;
    private volatile Optional<Function<Instance, Machine>> compiled = Optional.empty();

    private CoreModule(WasmModule module, ModuleType type, byte[] typeSection, int bytes) {
        this.bytes = bytes;
        this.module = module;
        this.type = type;
        this.typeSection = typeSection;
    }

    /// @param offset where it lies in the component's file, for messages
    public static CoreModule parse(byte[] bytes, int offset) {
        var typeSection = CoreSections.check(bytes, offset);
        try {
            var module =
                    Parser.parse(NamelessImport.named(NameSection.removed(bytes, offset), offset));
            return new CoreModule(module, typeOf(module, offset), typeSection, bytes.length);
        } catch (InvalidException | UnlinkableException e) {
            throw new InvalidComponentException(offset, "core module: " + e.getMessage());
        } catch (ChicoryException e) {
            throw new MalformedComponentException(offset, "core module: " + e.getMessage());
        } catch (WasmException e) {
            throw e;
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // The parser's own checks stop short of these, and of more kinds than a list would
            // hold; to the file it is all the same. Its assertions, where they are switched on,
            // come
            // before the check that would refuse.
            throw new MalformedComponentException(offset, "core module cannot be read: " + e);
        }
    }

    private static ModuleType typeOf(WasmModule module, int offset) {
        if (module.importSection().importCount() > IMPORTS_MAX) {
            throw new LimitExceededException(
                    "core module at byte %d imports %d items; allowed: %d"
                            .formatted(offset, module.importSection().importCount(), IMPORTS_MAX));
        }
        var types = new CoreTypes(module);
        var imports = new LinkedHashMap<CoreName, CoreExtern>();
        for (int i = 0; i < types.imports.size(); i++) {
            var one = module.importSection().getImport(i);
            var name = NamelessImport.name(one.module(), one.name());
            if (imports.putIfAbsent(name, types.imports.get(i)) != null) {
                throw new InvalidComponentException(
                        offset, "core module has a duplicate import name: " + name);
            }
        }
        var exports = new LinkedHashMap<String, CoreExtern>();
        var names = new HashSet<String>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            var one = module.exportSection().getExport(i);
            var space =
                    switch (one.exportType()) {
                        case FUNCTION -> types.funcs;
                        case TABLE -> types.tables;
                        case MEMORY -> types.memories;
                        case GLOBAL -> types.globals;
                        case TAG -> types.tags;
                    };
            if (!names.add(one.name())) {
                throw new InvalidComponentException(
                        offset, "core module exports '" + one.name() + "' twice");
            }
            exports.put(one.name(), space.get(one.index()));
        }
        return new ModuleType(
                Collections.unmodifiableMap(imports), Collections.unmodifiableMap(exports));
    }

    public ModuleType type() {
        return type;
    }

    /// How many memories each instance has of its own.
    public int memories() {
        return module.memorySection().map(section -> section.memoryCount()).orElse(0);
    }

    public int bytes() {
        return bytes;
    }

    /// The section as it is written, empty when there is none.
    byte[] typeSection() {
        return typeSection;
    }

    WasmModule module() {
        return module;
    }

    Optional<Function<Instance, Machine>> compiled() {
        return compiled;
    }

    /// From the next instance on, run compiled code. Takes seconds for a large module.
    public void compile(Compiler compiler) {
        compiled = compiler.compile(module);
    }

    public boolean isCompiled() {
        return compiled.isPresent();
    }

    public Map<String, CoreExtern> exports() {
        return type.exports();
    }
}

package dev.bestcode.wasm;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.wasm.abi.StoreState;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.check.CheckedComponent;
import dev.bestcode.wasm.engine.Compiler;
import dev.bestcode.wasm.engine.CoreModule;
import dev.bestcode.wasm.host.CallWorld;
import dev.bestcode.wasm.host.HostImports;
import dev.bestcode.wasm.host.Reach;
import dev.bestcode.wasm.json.Descriptions;
import dev.bestcode.wasm.json.JsonSchemas;
import dev.bestcode.wasm.json.JsonValues;
import dev.bestcode.wasm.link.BoundedCall;
import dev.bestcode.wasm.link.Item;
import dev.bestcode.wasm.link.Linker;
import dev.bestcode.wasm.type.ExternType;
import dev.bestcode.wasm.type.FuncType;
import dev.bestcode.wasm.type.InstanceType;
import dev.bestcode.wasm.type.TypeText;
import dev.bestcode.wasm.wit.ComponentText;
import dev.bestcode.wasm.wit.PackageDocs;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A loaded component: parsed and checked once, instantiated anew for every call, so that no call
/// sees another. Safe from any worker.
public final class WasmComponent {
    /// Smaller modules are glue, run once in a call: compiling costs more than it gains.
    private static final int COMPILED_BYTES_MIN = 8 << 10;

    /// What componentize-qjs exports to prepare a component while it is built.
    private static final String TOOLCHAIN_INIT = "init";

    private final CheckedComponent checked;
    private final Reach reach;
    private final HostImports imports;
    private final WasmLimits limits;
    private final Clock clock;
    private final Semaphore atOnce;
    private final Map<String, FuncType> functions = new LinkedHashMap<>();
    private final LoadReport report;
    private final PackageDocs docs;

    WasmComponent(
            byte[] bytes,
            CheckedComponent checked,
            Reach reach,
            List<String> denied,
            WasmLimits limits,
            Clock clock,
            Semaphore atOnce) {
        this.checked = checked;
        this.reach = reach;
        this.imports = new HostImports(checked.type(), denied);
        this.limits = limits;
        this.clock = clock;
        this.atOnce = atOnce;
        this.docs =
                checked.customSections().stream()
                        .filter(section -> section.name().equals(PackageDocs.SECTION))
                        .findFirst()
                        .map(section -> PackageDocs.read(section.content().toByteArray()))
                        .orElseGet(PackageDocs::none);
        var warnings = new ArrayList<String>();
        checked.type().exports().forEach((name, type) -> addFunctions(name, type, warnings));
        warnings.addAll(uselessGrants());
        this.report =
                new LoadReport(
                        Sha256.of(bytes),
                        bytes.length,
                        imports.report(),
                        functions.entrySet().stream()
                                .map(
                                        one ->
                                                new LoadReport.Function(
                                                        one.getKey(), TypeText.of(one.getValue())))
                                .toList(),
                        warnings);
    }

    /// What a call answered, and what it wrote to its output streams.
    public record Answer(Optional<JsonValue> value, String output) {}

    public LoadReport report() {
        return report;
    }

    boolean isDocumented() {
        return checked.customSections().stream()
                .anyMatch(section -> section.name().equals(PackageDocs.SECTION));
    }

    /// The world that it was built for, as WIT.
    public String world() {
        return ComponentText.of(checked.type(), docs);
    }

    /// JSON Schema of a function's arguments, with what its documentation says of types.
    /// @throws IllegalArgumentException when there is no such function
    public JsonObject schema(String function) {
        return JsonSchemas.arguments(type(function), descriptions(function));
    }

    private Descriptions descriptions(String function) {
        int hash = function.indexOf('#');
        var exports = checked.type().exports();
        if (hash >= 0
                && exports.get(function.substring(0, hash)) instanceof InstanceType instance) {
            return new Descriptions(instance.exports(), scope(function));
        }
        var items = new LinkedHashMap<>(checked.type().imports());
        items.putAll(exports);
        return new Descriptions(items, scope(function));
    }

    private PackageDocs.Scope scope(String function) {
        int hash = function.indexOf('#');
        return hash < 0 ? docs.world() : docs.in(interfaceName(function.substring(0, hash)));
    }

    /// The last part of the name of an interface, or a plain name.
    private static String interfaceName(String export) {
        int at = export.indexOf('@');
        return export.substring(export.indexOf('/') + 1, at < 0 ? export.length() : at);
    }

    /// What its documentation says of a function; empty when it says nothing.
    public String description(String function) {
        return scope(function).function(function.substring(function.indexOf('#') + 1));
    }

    /// Call a function in an instance of its own.
    /// @throws IllegalArgumentException when there is no such function, or the arguments are not
    ///     what it takes
    /// @throws WasmException when it traps or reaches a limit
    /// @throws InterruptedException when the caller was stopped; the component has ended by then
    public Answer call(String function, JsonObject arguments) throws InterruptedException {
        return call(function, arguments, reach);
    }

    /// Call a function with nothing granted, such as one that describes the component.
    Answer callUngranted(String function) throws InterruptedException {
        return call(function, JsonObject.EMPTY, Reach.NOTHING);
    }

    private Answer call(String function, JsonObject arguments, Reach granted)
            throws InterruptedException {
        var type = type(function);
        var values = JsonValues.arguments(arguments, type);
        atOnce.acquire();
        try {
            return BoundedCall.run(limits, () -> run(function, type, values, granted));
        } finally {
            atOnce.release();
        }
    }

    private Answer run(String function, FuncType type, List<Val> arguments, Reach granted) {
        try (var world = new CallWorld(granted, clock)) {
            return run(function, type, arguments, world);
        }
    }

    private Answer run(String function, FuncType type, List<Val> arguments, CallWorld world) {
        var instance =
                Linker.link(
                        checked,
                        imports.provide(world),
                        new StoreState(limits, checked.memories()));
        var results = new ArrayList<Val>();
        function(instance, function)
                .func()
                .call(Optional.empty(), () -> arguments, results::addAll);
        return new Answer(
                type.result().map(shape -> JsonValues.json(results.getFirst(), shape)),
                world.output());
    }

    private static Item.Func function(Item.Instance exports, String name) {
        int hash = name.indexOf('#');
        var from = exports;
        if (hash >= 0
                && exports.exports().get(name.substring(0, hash))
                        instanceof Item.Instance instance) {
            from = instance;
        }
        if (from.exports().get(name.substring(hash + 1)) instanceof Item.Func func) {
            return func;
        }
        throw new IllegalStateException("export '" + name + "' was a function when it was checked");
    }

    FuncType type(String function) {
        return Optional.ofNullable(functions.get(function))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "the component has no function '%s'; it has %s"
                                                .formatted(function, functions.keySet())));
    }

    void requireGranted() {
        imports.requireGranted();
    }

    /// The folders that its calls see.
    List<Folder> folders() {
        return reach.granted().filesystem();
    }

    private void addFunctions(String name, ExternType type, List<String> warnings) {
        switch (type) {
            case FuncType func -> addFunction(name, func, warnings);
            case InstanceType instance ->
                    instance.exports()
                            .forEach(
                                    (inner, export) -> {
                                        if (export instanceof FuncType func) {
                                            addFunction(name + "#" + inner, func, warnings);
                                        }
                                    });
            case dev.bestcode.wasm.type.ComponentType _,
                    dev.bestcode.wasm.type.ModuleType _,
                    dev.bestcode.wasm.type.TypeExtern _ -> {}
        }
    }

    private void addFunction(String name, FuncType func, List<String> warnings) {
        if (TOOLCHAIN_INIT.equals(name) && TypeText.of(func).startsWith("func(shim: ")) {
            return;
        }
        if (JsonSchemas.isExpressible(func)) {
            functions.put(name, func);
        } else {
            warnings.add("function '" + name + "' takes or gives resources and cannot be called");
        }
    }

    private List<String> uselessGrants() {
        var useless = new ArrayList<String>();
        var granted = reach.granted();
        if (!granted.env().isEmpty() && !importsInterface("wasi:cli/environment")) {
            useless.add("'env' is granted and the component does not import wasi:cli/environment");
        }
        if (!granted.filesystem().isEmpty() && !importsInterface("wasi:filesystem/preopens")) {
            useless.add(
                    "'filesystem' is granted and the component does not import wasi:filesystem/preopens");
        }
        return useless;
    }

    private boolean importsInterface(String name) {
        return checked.type().imports().keySet().stream()
                .anyMatch(one -> one.equals(name) || one.startsWith(name + "@"));
    }

    void compileInBackground(Compiler compiler) {
        Thread.ofPlatform()
                .daemon()
                .name("wasm-compile")
                .start(() -> compile(compiler, Math.min(COMPILED_BYTES_MIN, largestModule())));
    }

    /// Which is the program itself, however small it is.
    private int largestModule() {
        return checked.modules().stream().mapToInt(CoreModule::bytes).max().orElse(0);
    }

    void compile(Compiler compiler, int bytesMin) {
        checked.modules().stream()
                .filter(module -> module.bytes() >= bytesMin)
                .forEach(module -> module.compile(compiler));
    }
}

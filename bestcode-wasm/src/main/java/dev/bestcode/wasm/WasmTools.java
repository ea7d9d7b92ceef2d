package dev.bestcode.wasm;

import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolSource;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Makes tools of components, one for each listener that has one.
///
/// A component of the `tool` world describes itself (`get-metadata`) and takes its request as XML
/// (`handle`). Of any other component a function is the tool, whose schema comes from the
/// function's type.
public final class WasmTools implements ToolSource {
    private static final String METADATA = "get-metadata";
    private static final String HANDLE = "handle";

    private final ComponentRuntime runtime;

    /// @param runtime whose bound on instances at work they share
    public WasmTools(ComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /// {@inheritDoc} The component is read, checked and, when it describes itself, asked to: within
    /// the listener's limits and with nothing granted.
    @Override
    public ToolPeer tool(ListenerSpec listener) {
        var spec =
                listener.wasm()
                        .orElseThrow(
                                () -> wrong(listener, "it has no 'wasm' part", Optional.empty()));
        try {
            return of(runtime.load(spec), listener.name(), listener.description(), spec.function());
        } catch (WasmException | IOException e) {
            throw wrong(listener, String.valueOf(e.getMessage()), Optional.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw wrong(listener, "interrupted while it was loaded", Optional.of(e));
        }
    }

    private static IllegalArgumentException wrong(
            ListenerSpec listener, String what, Optional<Throwable> cause) {
        return new IllegalArgumentException(
                "listener '%s': %s".formatted(listener.name(), what), cause.orElse(null));
    }

    /// @param name of the tool
    /// @param description shown to the model where the component does not bring its own
    /// @param function which one, where the component has several
    /// @throws WasmException when there is no such function, or the component's metadata cannot be
    ///     read
    /// @throws InterruptedException when the caller was stopped
    public static ToolPeer of(
            WasmComponent component, String name, String description, Optional<String> function)
            throws InterruptedException {
        var functions =
                component.report().functions().stream().map(LoadReport.Function::name).toList();
        if (function.isEmpty() && functions.contains(METADATA) && functions.contains(HANDLE)) {
            return XmlToolPeer.of(component, name);
        }
        return new FunctionToolPeer(
                component, chosen(function, functions, name), name, description);
    }

    private static String chosen(Optional<String> function, List<String> functions, String name) {
        if (functions.isEmpty()) {
            throw new LinkException(
                    "component '%s' exports no function that can be called; its world needs one such as: export run: func(text: string) -> string"
                            .formatted(name));
        }
        if (function.isEmpty() && functions.size() > 1) {
            throw new LinkException(
                    "component '%s' has several functions, and a tool is one: say 'function' in its wasm part; there are %s"
                            .formatted(name, functions));
        }
        var wanted = function.orElse(functions.getFirst());
        if (!functions.contains(wanted)) {
            throw new LinkException(
                    "component '%s' has no function '%s'; there are %s"
                            .formatted(name, wanted, functions));
        }
        return wanted;
    }
}

package dev.bestcode.wasm;

import dev.bestcode.api.tool.ToolPeer;

import java.util.List;

/// Makes tools of components.
///
/// A component of the `tool` world describes itself (`get-metadata`) and takes its request as XML
/// (`handle`); it is one tool. Of any other component each function is a tool, whose schema comes
/// from the function's type.
public final class WasmTools {
    private static final String METADATA = "get-metadata";
    private static final String HANDLE = "handle";

    private WasmTools() {}

    /// @param name of the tool; a component with several functions gives `name-function` for each
    /// @param description shown to the model where the component does not bring its own
    /// @throws WasmException when the component's metadata cannot be read
    /// @throws InterruptedException when the caller was stopped
    public static List<ToolPeer> of(WasmComponent component, String name, String description)
            throws InterruptedException {
        var functions =
                component.report().functions().stream().map(LoadReport.Function::name).toList();
        if (functions.contains(METADATA) && functions.contains(HANDLE)) {
            return List.of(XmlToolPeer.of(component, name));
        }
        if (functions.isEmpty()) {
            throw new LinkException(
                    "component '%s' exports no function that can be called; its world needs one such as: export run: func(text: string) -> string"
                            .formatted(name));
        }
        return functions.stream()
                .<ToolPeer>map(
                        function ->
                                new FunctionToolPeer(
                                        component,
                                        function,
                                        functions.size() == 1 ? name : name + "-" + plain(function),
                                        description))
                .toList();
    }

    /// The part of a function's name that fits a tool's.
    private static String plain(String function) {
        int hash = function.indexOf('#');
        return (hash < 0 ? function : function.substring(hash + 1))
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }
}

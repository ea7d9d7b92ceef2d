package dev.bestcode.wasm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.wasm.WasmComponent.Answer;

/// A component's function as a tool. It answers with the function's result as JSON; the error of a
/// `result` is a failed call.
final class FunctionToolPeer extends ComponentTool {
    private final WasmComponent component;
    private final String function;

    FunctionToolPeer(WasmComponent component, String function, String name, String description) {
        super(component, descriptor(component, function, name, description));
        this.component = component;
        this.function = function;
    }

    private static ToolDescriptor descriptor(
            WasmComponent component, String function, String name, String description) {
        var documented = component.description(function);
        return new ToolDescriptor(
                name, documented.isEmpty() ? description : documented, component.schema(function));
    }

    @Override
    ToolOutcome answer(JsonObject arguments) throws InterruptedException {
        return outcome(component.call(function, arguments));
    }

    private static ToolOutcome outcome(Answer answer) {
        var value = answer.value();
        var text = value.map(Json::text).orElse("done");
        boolean failed =
                value.isPresent()
                        && value.get() instanceof JsonObject object
                        && object.string("tag").filter("error"::equals).isPresent();
        var whole = answer.output().isEmpty() ? text : text + "\n\noutput:\n" + answer.output();
        return failed ? ToolOutcome.failed(whole) : ToolOutcome.succeeded(whole);
    }
}

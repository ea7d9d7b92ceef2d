package dev.bestcode.wasm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;
import dev.bestcode.wasm.WasmComponent.Answer;

import java.util.List;

/// A component's function as a tool. It answers with the function's result as JSON; the error of a
/// `result` is a failed call.
final class FunctionToolPeer implements ToolPeer {
    private final WasmComponent component;
    private final String function;
    private final ToolDescriptor descriptor;
    private final ComponentAuthority authority;

    FunctionToolPeer(WasmComponent component, String function, String name, String description) {
        this.component = component;
        this.function = function;
        this.authority = new ComponentAuthority(component);
        var documented = component.description(function);
        this.descriptor =
                new ToolDescriptor(
                        name,
                        documented.isEmpty() ? description : documented,
                        component.schema(function));
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Effect effect() {
        return authority.effect();
    }

    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        return authority.sources();
    }

    @Override
    public ToolPreview preview(ToolCall call) {
        return authority.preview();
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        try {
            return outcome(component.call(function, call.arguments()));
        } catch (WasmException | IllegalArgumentException e) {
            return ToolOutcome.failed(String.valueOf(e.getMessage()));
        }
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

package dev.bestcode.wasm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

/// A component of the `tool` world: `get-metadata` gives seven texts, `handle` takes the request as
/// XML and answers with whether it worked and a text. The metadata is read once, in a call that is
/// granted nothing.
final class XmlToolPeer extends ComponentTool {
    private final WasmComponent component;
    private final String requestTag;

    private XmlToolPeer(WasmComponent component, ToolDescriptor descriptor, String requestTag) {
        super(component, descriptor);
        this.component = component;
        this.requestTag = requestTag;
    }

    static XmlToolPeer of(WasmComponent component, String name) throws InterruptedException {
        var metadata =
                component
                        .callUngranted("get-metadata")
                        .value()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .orElseThrow(() -> wrong(name, "get-metadata does not answer a record"));
        return new XmlToolPeer(
                component,
                new ToolDescriptor(
                        name, text(metadata, "description", name), schema(metadata, name)),
                text(metadata, "request_tag", name));
    }

    private static String text(JsonObject metadata, String field, String name) {
        return metadata.string(field)
                .orElseThrow(() -> wrong(name, "its metadata has no text '" + field + "'"));
    }

    private static JsonObject schema(JsonObject metadata, String name) {
        try {
            return Json.parseObject(text(metadata, "input_json_schema", name));
        } catch (JsonException e) {
            throw wrong(name, "its input-json-schema is not JSON: " + e.getMessage());
        }
    }

    private static LinkException wrong(String name, String what) {
        return new LinkException("component '" + name + "': " + what);
    }

    @Override
    ToolOutcome answer(JsonObject arguments) throws InterruptedException {
        var request = XmlRequest.of(requestTag, arguments);
        return component
                .call("handle", JsonObject.builder().put("request_xml", request).build())
                .value()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .map(XmlToolPeer::outcome)
                .orElseGet(() -> ToolOutcome.failed("the component answered no record"));
    }

    private static ToolOutcome outcome(JsonObject response) {
        var payload = response.string("payload").orElse("");
        return response.bool("success").orElse(false)
                ? ToolOutcome.succeeded(payload)
                : ToolOutcome.failed(payload);
    }
}

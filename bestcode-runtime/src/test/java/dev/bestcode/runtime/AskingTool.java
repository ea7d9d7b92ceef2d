package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

/// A tool that asks a person in the middle of a call, and answers what they say.
final class AskingTool implements ToolPeer {
    private static final Form FORM =
            new Form("who?", Json.parseObject("{\"properties\":{\"name\":{\"type\":\"string\"}}}"));

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                "asking", "Asks", JsonObject.builder().put("type", "object").build());
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        return ToolOutcome.succeeded(Json.text(call.person().ask(FORM).toJson()));
    }
}

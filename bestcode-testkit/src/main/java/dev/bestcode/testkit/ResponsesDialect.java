package dev.bestcode.testkit;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// OpenAI's responses, which some agents speak and nothing else.
final class ResponsesDialect implements Dialect {
    private final Dialect chat = new ChatDialect();

    @Override
    public Written write(MessageJson message) {
        return new ResponsesJson(message);
    }

    @Override
    public byte[] event(String data) {
        return MessageJson.event("response.output_text.delta", data);
    }

    @Override
    public byte[] errorEvent(String type, String message) {
        return MessageJson.event(
                "error", JsonObject.builder().put("code", type).put("message", message));
    }

    @Override
    public byte[] error(int status, String type, String message) {
        return chat.error(status, type, message);
    }

    @Override
    public List<String> problems(ReceivedRequest request) {
        var problems = new ArrayList<String>();
        var body = request.body();
        if (body.string("model").orElse("").isEmpty()) {
            problems.add("model: a name is required");
        }
        var open = new HashSet<String>();
        for (var value : body.array("input").orElse(JsonArray.EMPTY).values()) {
            var item = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            var id = item.string("call_id").orElse("");
            switch (item.string("type").orElse("")) {
                case "function_call" -> open.add(id);
                case "function_call_output" -> {
                    if (!open.remove(id)) {
                        problems.add("input: answers no function call: '" + id + "'");
                    }
                }
                default -> {
                    // the rest is the client's business
                }
            }
        }
        if (!open.isEmpty()) {
            problems.add("input: function calls without an output: " + open);
        }
        return problems;
    }

    @Override
    public Optional<String> key(ReceivedRequest request) {
        return chat.key(request);
    }
}

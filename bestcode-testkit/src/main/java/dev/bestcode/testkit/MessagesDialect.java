package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Anthropic's Messages API.
final class MessagesDialect implements Dialect {
    @Override
    public Written write(MessageJson message) {
        return message;
    }

    @Override
    public byte[] event(String data) {
        return MessageJson.event("content_block_delta", data);
    }

    @Override
    public byte[] errorEvent(String type, String message) {
        return MessageJson.event("error", JsonObject.builder().put("error", inner(type, message)));
    }

    @Override
    public byte[] error(int status, String type, String message) {
        return Json.print(
                JsonObject.builder()
                        .put("type", "error")
                        .put("error", inner(type, message))
                        .put("request_id", "req_scripted")
                        .build());
    }

    @Override
    public List<String> problems(ReceivedRequest request) {
        var problems = new ArrayList<>(RequestCheck.problems(request.body()));
        if (request.header("anthropic-version").isEmpty()) {
            problems.add("anthropic-version: header is required");
        }
        return problems;
    }

    @Override
    public Optional<String> key(ReceivedRequest request) {
        return request.header("x-api-key");
    }

    private static JsonObject inner(String type, String message) {
        return JsonObject.builder().put("type", type).put("message", message).build();
    }
}

package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Chat completions, as OpenAI and many others speak them.
final class ChatDialect implements Dialect {
    @Override
    public Written write(MessageJson message) {
        return new ChatJson(message);
    }

    @Override
    public byte[] event(String data) {
        return "data: %s\n\n".formatted(data).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] errorEvent(String type, String message) {
        return event(new String(error(0, type, message), StandardCharsets.UTF_8));
    }

    @Override
    public byte[] error(int status, String type, String message) {
        var inner =
                JsonObject.builder()
                        .put("message", message)
                        .put("type", type)
                        .put("param", JsonNull.NULL)
                        .put("code", JsonNull.NULL);
        return Json.print(JsonObject.builder().put("error", inner.build()).build());
    }

    @Override
    public List<String> problems(ReceivedRequest request) {
        return ChatRequestCheck.problems(request.body());
    }

    @Override
    public Optional<String> key(ReceivedRequest request) {
        return request.header("authorization").map(value -> value.replaceFirst("^Bearer ", ""));
    }
}

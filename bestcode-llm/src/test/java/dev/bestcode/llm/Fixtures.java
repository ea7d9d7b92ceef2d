package dev.bestcode.llm;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.tool.ToolDescriptor;

import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What several tests say.
final class Fixtures {
    static final String KEY = "sk-test-0123456789abcdef";

    static final ToolDescriptor GREP =
            ToolDescriptor.of(
                    "grep",
                    "Searches files",
                    "{\"type\":\"object\",\"properties\":{\"pattern\":{\"type\":\"string\"}}}");

    /// Long enough never to be reached by chance, short enough to end a test that would hang.
    static final LlmTimeouts PATIENT = timeouts(20_000, 20_000, 20_000, 20_000);

    /// A way out without a proxy in between.
    static final HttpClient DIRECT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENT.connect())
                    .executor(task -> Thread.ofVirtual().start(task))
                    .build();

    private Fixtures() {}

    static AnthropicClient.Builder anthropic(String baseUrl) {
        return AnthropicClient.builder()
                .baseUrl(baseUrl)
                .apiKey(KEY)
                .timeouts(PATIENT)
                .httpClient(DIRECT);
    }

    static OpenAiClient.Builder openAi(String baseUrl) {
        return OpenAiClient.builder()
                .baseUrl(baseUrl)
                .apiKey(KEY)
                .timeouts(PATIENT)
                .httpClient(DIRECT);
    }

    static LlmRequest request(LlmMessage... messages) {
        return new LlmRequest("haiku", 100, "Be brief.", List.of(GREP), List.of(messages));
    }

    static LlmRequest hello() {
        return request(user("Hello"));
    }

    static LlmMessage user(String text) {
        return new LlmMessage(LlmMessage.Role.USER, List.of(new ContentBlock.Text(text)));
    }

    static LlmTimeouts timeouts(
            int connectMillis, int firstByteMillis, int idleMillis, int totalMillis) {
        return new LlmTimeouts(
                Duration.ofMillis(connectMillis),
                Duration.ofMillis(firstByteMillis),
                Duration.ofMillis(idleMillis),
                Duration.ofMillis(totalMillis));
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static ProviderErrors errors() {
        return new ProviderErrors(
                "model provider at test", Optional.of(new ApiKey(KEY, "the test")), "set a key");
    }

    /// One event as the provider writes it.
    static String event(String type, String restOfData) {
        return "event: %s\ndata: {\"type\":\"%s\"%s}\n\n".formatted(type, type, restOfData);
    }

    static final String START =
            event(
                    "message_start",
                    ",\"message\":{\"model\":\"m-1\",\"usage\":{\"input_tokens\":7,"
                            + "\"cache_read_input_tokens\":3,\"output_tokens\":1}}");

    static final String STOP = event("message_stop", "");

    static String blockStart(int index, String block) {
        return event("content_block_start", ",\"index\":" + index + ",\"content_block\":" + block);
    }

    static String delta(int index, String delta) {
        return event("content_block_delta", ",\"index\":" + index + ",\"delta\":" + delta);
    }

    static String blockStop(int index) {
        return event("content_block_stop", ",\"index\":" + index);
    }

    static String end(String stopReason) {
        return event(
                "message_delta",
                ",\"delta\":{\"stop_reason\":\"%s\"},\"usage\":{\"output_tokens\":42}"
                        .formatted(stopReason));
    }

    static String textBlock(int index, String... pieces) {
        var block = new StringBuilder(blockStart(index, "{\"type\":\"text\",\"text\":\"\"}"));
        for (var piece : pieces) {
            block.append(delta(index, "{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"));
        }
        return block.append(blockStop(index)).toString();
    }

    static String toolBlock(int index, String id, String... inputPieces) {
        var block =
                new StringBuilder(
                        blockStart(
                                index,
                                "{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"grep\",\"input\":{}}"
                                        .formatted(id)));
        for (var piece : inputPieces) {
            block.append(
                    delta(
                            index,
                            "{\"type\":\"input_json_delta\",\"partial_json\":\""
                                    + piece.replace("\"", "\\\"")
                                    + "\"}"));
        }
        return block.append(blockStop(index)).toString();
    }
}

package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.openAi;
import static dev.bestcode.llm.Fixtures.request;
import static dev.bestcode.llm.Fixtures.user;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.think;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

class OpenAiClientTest {
    @Test
    void answerStreamsAndComesWhole() throws InterruptedException {
        try (var model =
                ScriptedModel.builder()
                        .script(think("Hm").say("Looking").callTool("grep", "{\"pattern\":\"ä\"}"))
                        .requireKey(KEY)
                        .start()) {
            var shown = new ArrayList<LlmEvent>();
            var reply = openAi(model.chatBaseUrl()).build().stream(hello(), shown::add);

            assertThat(reply.text()).isEqualTo("Looking");
            assertThat(reply.toolUses())
                    .containsExactly(
                            new ContentBlock.ToolUse(
                                    "toolu_1", "grep", Json.parseObject("{\"pattern\":\"ä\"}")));
            assertThat(shown)
                    .containsExactly(
                            new LlmEvent.AnswerStarted(),
                            new LlmEvent.ThinkingDelta("Hm"),
                            new LlmEvent.TextDelta("Looking"));
            var sent = model.requests().getFirst();
            assertThat(reply.requestHash()).isEqualTo(Sha256.of(Json.print(sent.body())));
            assertThat(sent.body().members().keySet())
                    .containsExactly(
                            "model", "max_tokens", "stream", "stream_options", "tools", "messages");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aServerWithoutAKeyIsAskedWithoutOne() throws InterruptedException {
        try (var model = ScriptedModel.start(answer("free"))) {
            var client =
                    OpenAiClient.builder()
                            .baseUrl(model.chatBaseUrl())
                            .httpClient(Fixtures.DIRECT)
                            .build();
            assertThat(client.stream(hello(), _ -> {}).text()).isEqualTo("free");
            assertThat(model.requests().getFirst().header("authorization")).isEmpty();
        }
    }

    @Test
    void aConversationOfEveryKindOfBlockIsCarried() {
        var asked =
                new LlmMessage(
                        LlmMessage.Role.ASSISTANT,
                        List.of(
                                raw(
                                        "{\"type\":\"thinking\",\"thinking\":\"h\",\"signature\":\"s\"}"),
                                raw("{\"type\":\"chat_reasoning\",\"reasoning\":\"Hm\"}"),
                                raw("{\"type\":\"text\",\"text\":\"cited\",\"citations\":[]}"),
                                new ContentBlock.Text(" said"),
                                new ContentBlock.ToolUse("a", "grep", JsonObject.EMPTY),
                                new ContentBlock.ToolUse("b", "grep", JsonObject.EMPTY)));
        var results =
                new LlmMessage(
                        LlmMessage.Role.USER,
                        List.of(
                                new ContentBlock.ToolResult(
                                        "a", List.of(new ContentBlock.Text("one")), false),
                                new ContentBlock.ToolResult(
                                        "b",
                                        List.of(
                                                new ContentBlock.Text("two"),
                                                new ContentBlock.Image("image/png", "aQ==")),
                                        true),
                                new ContentBlock.Text("And this:"),
                                new ContentBlock.Document("application/pdf", "cA==")));
        var body = body(ChatServer.OTHER, user("Hello"), asked, results);

        assertThat(Json.text(body.requireArray("messages")))
                .isEqualTo(
                        "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                                + "{\"role\":\"user\",\"content\":\"Hello\"},"
                                + "{\"role\":\"assistant\",\"reasoning\":\"Hm\",\"content\":\"cited said\","
                                + "\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"grep\",\"arguments\":\"{}\"}},"
                                + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"grep\",\"arguments\":\"{}\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"one\"},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"b\",\"content\":\"Error: two\"},"
                                + "{\"role\":\"user\",\"content\":["
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,aQ==\"}},"
                                + "{\"type\":\"text\",\"text\":\"And this:\"},"
                                + "{\"type\":\"file\",\"file\":{\"filename\":\"document\",\"file_data\":\"data:application/pdf;base64,cA==\"}}]}]");
        var strict = body(ChatServer.OPENAI, user("Hello"), asked, results);
        assertThat(strict.get("max_completion_tokens")).isPresent();
        assertThat(strict.get("max_tokens")).isEmpty();
        assertThat(Json.text(strict)).doesNotContain("Hm");
    }

    @Test
    void anAnswerOfWhichNothingIsLeftIsNoMessage() {
        var thought =
                new LlmMessage(
                        LlmMessage.Role.ASSISTANT,
                        List.of(raw("{\"type\":\"redacted_thinking\",\"data\":\"x\"}")));
        assertThat(
                        body(ChatServer.OTHER, user("a"), thought, user("b"))
                                .requireArray("messages")
                                .values())
                .hasSize(3);
    }

    @Test
    void whatTheDialectCannotCarryIsRefusedBeforeItIsSent() {
        var file =
                new LlmMessage(
                        LlmMessage.Role.USER,
                        List.of(raw("{\"type\":\"search_result\",\"source\":\"x\"}")));
        assertThatThrownBy(() -> body(ChatServer.OTHER, file))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("search_result");
    }

    @Test
    void whatAServerGaveWithACallGoesBackToIt() {
        var asked =
                new LlmMessage(
                        LlmMessage.Role.ASSISTANT,
                        List.of(
                                new ContentBlock.ToolUse(
                                        "a",
                                        "grep",
                                        JsonObject.EMPTY,
                                        Json.parseObject(
                                                "{\"caller\":1,\"chat_call\":{\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}}"))));
        assertThat(Json.text(body(ChatServer.OTHER, user("x"), asked)))
                .contains(
                        "\"arguments\":\"{}\"},\"extra_content\":{\"google\":{\"thought_signature\":\"c2ln\"}}}]")
                .doesNotContain("caller");
        assertThat(Json.text(body(ChatServer.OPENAI, user("x"), asked))).doesNotContain("c2ln");
    }

    @Test
    void aLongerConversationBeginsWithTheBytesOfTheShorterOne() {
        var first = user("one");
        var second =
                new LlmMessage(LlmMessage.Role.ASSISTANT, List.of(new ContentBlock.Text("two")));
        var shorter = Json.text(body(ChatServer.OTHER, first));
        assertThat(Json.text(body(ChatServer.OTHER, first, second, user("three"))))
                .startsWith(shorter.substring(0, shorter.length() - "]}".length()));
    }

    @Test
    void aCompletionInOnePieceIsTakenToo() throws Exception {
        var body =
                """
                {"object":"chat.completion","model":"m-2","choices":[{"index":0,"message":{
                 "role":"assistant","content":"whole","tool_calls":[{"id":"c","type":"function",
                 "function":{"name":"grep","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":3,"completion_tokens":4}}
                """
                        .getBytes(StandardCharsets.UTF_8);
        try (var server = OneAnswerServer.with("application/json", body, body.length)) {
            var shown = new ArrayList<LlmEvent>();
            var reply = openAi(server.baseUrl()).build().stream(hello(), shown::add);
            assertThat(reply.toolUses()).hasSize(1);
            assertThat(reply.stop()).isEqualTo("tool_use");
            assertThat(shown).containsExactly(new LlmEvent.TextDelta("whole"));
        }
        var error = "{\"error\":\"model 'x' not found\"}".getBytes(StandardCharsets.UTF_8);
        try (var server = OneAnswerServer.with("application/json", error, error.length)) {
            assertThatThrownBy(() -> openAi(server.baseUrl()).build().stream(hello(), _ -> {}))
                    .isInstanceOf(LlmException.Transient.class)
                    .hasMessageContaining("it answered with an error: model 'x' not found");
        }
    }

    @Test
    void anErrorThatComesWithStatus200IsTheProvidersOwn() throws Exception {
        for (int code : List.of(402, 502)) {
            var body =
                    "{\"error\":{\"code\":%d,\"message\":\"the words\"}}"
                            .formatted(code)
                            .getBytes(StandardCharsets.US_ASCII);
            try (var server = OneAnswerServer.with("application/json", body, body.length)) {
                assertThatThrownBy(() -> openAi(server.baseUrl()).build().stream(hello(), _ -> {}))
                        .isInstanceOf(
                                code == 402
                                        ? LlmException.Permanent.class
                                        : LlmException.Transient.class)
                        .hasMessageContaining("it answered with %d: the words", code);
            }
        }
    }

    @Test
    void aWrongKeyNamesWhereItCameFrom() {
        try (var model = ScriptedModel.builder().requireKey("other").start()) {
            var builder = openAi(model.chatBaseUrl());
            assertThatThrownBy(() -> builder.build().stream(hello(), _ -> {}))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("check the one that this client was given");
            builder.environment(Map.of("OPENAI_API_KEY", KEY));
            assertThatThrownBy(() -> builder.build().stream(hello(), _ -> {}))
                    .hasMessageContaining("check OPENAI_API_KEY")
                    .hasMessageNotContaining(KEY);
        }
    }

    @Test
    void anAccountWithoutCreditIsNotAskedAgain() throws Exception {
        var body =
                "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"insufficient_quota\"}}";
        var head =
                "HTTP/1.1 429 No\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                        .formatted(body.length());
        try (var server = OneAnswerServer.raw(head, body.getBytes(StandardCharsets.US_ASCII))) {
            assertThatThrownBy(() -> openAi(server.baseUrl()).build().stream(hello(), _ -> {}))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("You exceeded your quota")
                    .hasMessageContaining("billing");
        }
    }

    @Test
    void wordsOfErrorsAreFoundWhereverServersPutThem() throws Exception {
        for (var body :
                List.of(
                        "{\"error\":\"the words\"}",
                        "[{\"error\":{\"code\":400,\"message\":\"the words\"}}]",
                        "{\"object\":\"error\",\"message\":\"the words\",\"code\":400}",
                        "{\"detail\":\"the words\"}")) {
            var head =
                    "HTTP/1.1 400 No\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                            .formatted(body.length());
            try (var server = OneAnswerServer.raw(head, body.getBytes(StandardCharsets.US_ASCII))) {
                assertThatThrownBy(() -> openAi(server.baseUrl()).build().stream(hello(), _ -> {}))
                        .hasMessageContaining("the words");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api.openai.com, max_completion_tokens",
        "EU.api.openai.com, max_completion_tokens",
        "mine.openai.azure.com, max_completion_tokens",
        "api.openai.com.example, max_tokens",
        "notapi.openai.com, max_tokens",
        "127.0.0.1, max_tokens"
    })
    void openAisOwnHostsGetTheNewerBound(String host, String bound) {
        assertThat(ChatServer.at(host).bound()).isEqualTo(bound);
    }

    @Test
    void aGatewayThatAsksForTheNewerBoundGetsItAtOnceAndFromThenOn() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        try (var server =
                OneAnswerServer.answering(
                        (request, out) -> {
                            asked.add(request);
                            out.write(
                                    request.contains("\"max_tokens\"")
                                            ? wantsNewerBound()
                                            : said());
                        })) {
            var client = openAi(server.baseUrl()).build();
            var reply = client.stream(hello(), _ -> {});
            assertThat(reply.text()).isEqualTo("x");
            assertThat(asked).hasSize(2);
            var body = asked.getLast().substring(asked.getLast().indexOf("\r\n\r\n") + 4);
            assertThat(reply.requestHash())
                    .isEqualTo(Sha256.of(body.getBytes(StandardCharsets.UTF_8)));

            client.stream(hello(), _ -> {});
            assertThat(asked).hasSize(3);
        }
    }

    @Test
    void aServerThatRefusesBothBoundsIsAskedTwiceAndNoMore() throws Exception {
        var asked = new CopyOnWriteArrayList<String>();
        try (var server =
                OneAnswerServer.answering(
                        (request, out) -> {
                            asked.add(request);
                            out.write(wantsNewerBound());
                        })) {
            assertThatThrownBy(() -> openAi(server.baseUrl()).build().stream(hello(), _ -> {}))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("use 'max_completion_tokens'");
            assertThat(asked).hasSize(2);
        }
    }

    private static byte[] wantsNewerBound() {
        return OneAnswerServer.response(
                "400 No",
                "application/json",
                "{\"error\":{\"message\":\"'max_tokens' is not supported; use 'max_completion_tokens'\"}}");
    }

    private static byte[] said() {
        return OneAnswerServer.response(
                "200 OK",
                "text/event-stream",
                "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\ndata: [DONE]\n\n");
    }

    @Test
    void modelsAreListedAndTokensAreNotCounted() throws InterruptedException {
        try (var model = ScriptedModel.builder().models("a", "b").requireKey(KEY).start()) {
            var client = openAi(model.chatBaseUrl()).build();
            assertThat(client.models())
                    .extracting(ModelProvider.Model::id)
                    .containsExactly("a", "b");
            assertThat(client.countTokens(hello())).isEmpty();
        }
        try (var model = ScriptedModel.start(fault(status(500)))) {
            var wrong = openAi(model.baseUrl() + "/v2").build();
            assertThatThrownBy(wrong::models).isInstanceOf(LlmException.Permanent.class);
        }
    }

    @Test
    void environmentGivesKeyAndBaseUrl() throws InterruptedException {
        try (var model = ScriptedModel.builder().script(answer("a")).requireKey(KEY).start()) {
            var client =
                    OpenAiClient.fromEnvironment(
                            Map.of("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", model.chatBaseUrl()));
            assertThat(client.destination().getPath()).isEqualTo("/v1/chat/completions");
            assertThat(client.through(() -> Fixtures.DIRECT).stream(hello(), _ -> {}).text())
                    .isEqualTo("a");
        }
    }

    private static JsonObject body(ChatServer server, LlmMessage... messages) {
        var bytes = ChatRequest.body(request(messages), server);
        return Json.parseObject(new String(bytes, StandardCharsets.UTF_8));
    }

    private static ContentBlock raw(String json) {
        return new ContentBlock.Raw(Json.parseObject(json));
    }
}

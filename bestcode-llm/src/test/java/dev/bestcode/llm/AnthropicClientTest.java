package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.PATIENT;
import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.request;
import static dev.bestcode.llm.Fixtures.user;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.think;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class AnthropicClientTest {
    @Test
    void answerStreamsAndComesWhole() throws InterruptedException {
        try (var model =
                ScriptedModel.start(
                        think("Where?").say("Looking").callTool("grep", "{\"pattern\":\"ä\"}"))) {
            var shown = new ArrayList<LlmEvent>();
            var reply = client(model).stream(hello(), shown::add);

            assertThat(reply.text()).isEqualTo("Looking");
            assertThat(reply.toolUses())
                    .containsExactly(
                            new ContentBlock.ToolUse(
                                    "toolu_1", "grep", Json.parseObject("{\"pattern\":\"ä\"}")));
            assertThat(reply.content().getFirst()).isInstanceOf(ContentBlock.Raw.class);
            assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_USE);
            assertThat(reply.usage().input()).isPositive();
            assertThat(shown)
                    .containsExactly(
                            new LlmEvent.AnswerStarted(),
                            new LlmEvent.ThinkingDelta("Where?"),
                            new LlmEvent.TextDelta("Looking"));
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void whatWasThoughtBehindOtherWordsIsLeftOutWhereItIsRefused() throws InterruptedException {
        try (var model = ScriptedModel.start(think("Hm").say("so"), answer("on with it"))) {
            var client = client(model);
            var thought = client.stream(hello(), _ -> {}).content();
            assertThat(thought).hasSize(2);

            var reply =
                    client.stream(
                            request(
                                    user("other words"),
                                    new LlmMessage(LlmMessage.Role.ASSISTANT, thought),
                                    user("and then?")),
                            _ -> {});

            assertThat(reply.text()).isEqualTo("on with it");
            assertThat(model.violations()).hasSize(1).allMatch(it -> it.contains("signature"));
            assertThat(Json.text(model.requests().getLast().body()))
                    .contains("other words", "and then?")
                    .doesNotContain("signature");
        }
    }

    @Test
    void whatIsRefusedForSomethingElseIsNotAskedAgain() {
        var refusal = Step.fault(Fault.status(400));
        try (var model = ScriptedModel.start(refusal)) {
            var thinking =
                    new ContentBlock.Raw(
                            Json.parseObject(
                                    "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"}"));
            var request =
                    request(
                            user("one"),
                            new LlmMessage(LlmMessage.Role.ASSISTANT, List.of(thinking)),
                            user("two"));

            assertThatThrownBy(() -> client(model).stream(request, _ -> {}))
                    .isInstanceOf(LlmException.Permanent.class);
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void requestCarriesKeyVersionAndMembersInAStableOrder() throws InterruptedException {
        try (var model = ScriptedModel.builder().script(answer("a")).requireKey(KEY).start()) {
            var reply = client(model).stream(hello(), _ -> {});

            var request = model.requests().getFirst();
            assertThat(request.header("anthropic-version")).contains("2023-06-01");
            assertThat(request.body().members().keySet())
                    .containsExactly(
                            "model", "max_tokens", "stream", "tools", "system", "messages");
            assertThat(request.body().string("model")).contains("claude-haiku-5-5");
            assertThat(reply.requestHash()).isEqualTo(Sha256.of(Json.print(request.body())));
        }
    }

    @Test
    void aLongerConversationBeginsWithTheBytesOfTheShorterOneMarksAside() {
        var messages = new ArrayList<LlmMessage>();
        var shorter = "";
        for (int turn = 0; turn < 5; turn++) {
            messages.add(turn == 0 ? user("one") : results(turn));
            var body = body(request(messages.toArray(LlmMessage[]::new)));
            var bare = body.replace(",\"cache_control\":{\"type\":\"ephemeral\"}", "");
            assertThat(bare).startsWith(shorter);
            shorter = bare.substring(0, bare.length() - "]}".length());
            assertThat(body.split("cache_control", -1))
                    .as("marks of system and at most two messages, four allowed")
                    .hasSize(Math.min(turn, 1) + 3);
            messages.add(assistant(turn));
        }
    }

    @Test
    void marksAreOnTheNewestMessageAndWhereTheLastRequestEnded() {
        var json = Json.parseObject(body(request(user("one"), assistant(0), results(1))));
        var messages = json.requireArray("messages").values();
        assertThat(Json.text(messages.getFirst())).contains("cache_control");
        assertThat(Json.text(messages.get(1))).doesNotContain("cache_control");
        var blocks = ((JsonObject) messages.getLast()).requireArray("content").values();
        assertThat(Json.text(blocks.getFirst())).doesNotContain("cache_control");
        assertThat(Json.text(blocks.getLast()))
                .endsWith("\"cache_control\":{\"type\":\"ephemeral\"}}");
    }

    private static LlmMessage assistant(int turn) {
        return new LlmMessage(
                LlmMessage.Role.ASSISTANT,
                List.of(
                        new ContentBlock.ToolUse("a" + turn, "grep", JsonObject.EMPTY),
                        new ContentBlock.ToolUse("b" + turn, "grep", JsonObject.EMPTY)));
    }

    private static LlmMessage results(int turn) {
        return new LlmMessage(
                LlmMessage.Role.USER,
                List.of(
                        new ContentBlock.ToolResult("a" + (turn - 1), List.of(), false),
                        new ContentBlock.ToolResult("b" + (turn - 1), List.of(), false)));
    }

    @Test
    void tokensAreCountedByTheProvider() throws InterruptedException {
        try (var model = ScriptedModel.builder().requireKey(KEY).start()) {
            assertThat(client(model).countTokens(hello()).orElse(0)).isGreaterThan(10);
            var sent = model.requests().getFirst();
            assertThat(sent.path()).isEqualTo("/v1/messages/count_tokens");
            assertThat(sent.body().members()).doesNotContainKeys("max_tokens", "stream");
            assertThat(sent.body().string("model")).contains("claude-haiku-5-5");
        }
    }

    @Test
    void modelsAreListedPageByPage() throws InterruptedException {
        var ids = new String[] {"a", "b", "c", "d", "e", "f", "g"};
        try (var model = ScriptedModel.builder().models(ids).start()) {
            var models = client(model).models();
            assertThat(models).extracting(ModelProvider.Model::id).containsExactly(ids);
            assertThat(models.getFirst().name()).isEqualTo("The a");
            assertThat(model.requests()).hasSize(3);
        }
    }

    @Test
    @Timeout(60)
    void aPageWithoutModelsIsTheLastWhateverItSays() throws Exception {
        var page = "{\"data\":[],\"has_more\":true,\"last_id\":\"x\"}";
        try (var server =
                OneAnswerServer.answering(
                        (_, out) ->
                                out.write(
                                        OneAnswerServer.response(
                                                "200 OK", "application/json", page)))) {
            assertThat(server.client().models()).isEmpty();
        }
    }

    @Test
    void whatAnotherDialectsModelThoughtIsLeftOut() {
        var thought =
                new ContentBlock.Raw(
                        Json.parseObject("{\"type\":\"chat_reasoning\",\"reasoning\":\"Hm\"}"));
        var both = List.<ContentBlock>of(thought, new ContentBlock.Text("said"));
        var alone = List.<ContentBlock>of(thought);
        var json =
                body(
                        request(
                                user("a"),
                                new LlmMessage(LlmMessage.Role.ASSISTANT, both),
                                new LlmMessage(LlmMessage.Role.ASSISTANT, alone),
                                user("b")));
        assertThat(json).contains("said").doesNotContain("Hm");
        assertThat(Json.parseObject(json).requireArray("messages").values()).hasSize(3);
    }

    @Test
    void whatAnotherDialectKeepsWithACallIsLeftOut() {
        var call =
                new ContentBlock.ToolUse(
                        "a",
                        "grep",
                        JsonObject.EMPTY,
                        Json.parseObject("{\"chat_call\":{\"extra_content\":\"c2ln\"}}"));
        var asked = new LlmMessage(LlmMessage.Role.ASSISTANT, List.of(call));
        var bare = new ContentBlock.ToolUse("a", "grep", JsonObject.EMPTY);
        var bareAsked = new LlmMessage(LlmMessage.Role.ASSISTANT, List.of(bare));
        assertThat(body(request(user("x"), asked))).isEqualTo(body(request(user("x"), bareAsked)));
        assertThat(AnthropicRequest.canonical(request(user("x"), asked)))
                .isEqualTo(AnthropicRequest.canonical(request(user("x"), bareAsked)));
    }

    @Test
    void oneCacheMarkEndsToolsAndSystem() {
        var json = Json.parseObject(body(hello()));
        assertThat(json.requireArray("system").values())
                .containsExactly(
                        Json.parseObject(
                                "{\"type\":\"text\",\"text\":\"Be"
                                        + " brief.\",\"cache_control\":{\"type\":\"ephemeral\"}}"));
        var bare = new LlmRequest("m", 1, "", List.of(), List.of(user("x")));
        assertThat(Json.parseObject(body(bare)).members())
                .containsOnlyKeys("model", "max_tokens", "stream", "messages");
    }

    @Test
    void theSameConversationGoesBackAsItCame() throws InterruptedException {
        try (var model =
                ScriptedModel.start(
                        think("Hm").say("a").callTool("grep", "{}").callTool("grep", "{}"),
                        answer("done"))) {
            var client = client(model);
            var asked = client.stream(hello(), _ -> {});
            List<ContentBlock> results =
                    asked.toolUses().stream()
                            .map(
                                    use ->
                                            (ContentBlock)
                                                    new ContentBlock.ToolResult(
                                                            use.id(),
                                                            List.of(new ContentBlock.Text("ok")),
                                                            false))
                            .toList();
            var reply =
                    client.stream(
                            request(
                                    user("Hello"),
                                    new LlmMessage(LlmMessage.Role.ASSISTANT, asked.content()),
                                    new LlmMessage(LlmMessage.Role.USER, results)),
                            _ -> {});

            assertThat(reply.text()).isEqualTo("done");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void answerInOnePieceIsTakenToo() throws Exception {
        var message =
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"m-2",
                 "content":[{"type":"text","text":"whole","citations":null}],
                 "stop_reason":"end_turn","stop_sequence":null,
                 "usage":{"input_tokens":3,"output_tokens":4}}
                """
                        .getBytes(StandardCharsets.UTF_8);
        try (var server =
                OneAnswerServer.with("application/json; charset=utf-8", message, message.length)) {
            var shown = new ArrayList<LlmEvent>();
            var reply = server.client().stream(hello(), shown::add);

            assertThat(reply.content()).containsExactly(new ContentBlock.Text("whole"));
            assertThat(reply.model()).isEqualTo("m-2");
            assertThat(shown).containsExactly(new LlmEvent.TextDelta("whole"));
        }
    }

    @Test
    void aCallThatWasCutBeforeItsFirstArgumentIsLeftOutOfAnAnswerInOnePieceToo() throws Exception {
        var message =
                """
                {"type":"message","model":"m-2","stop_reason":"%s",
                 "content":[{"type":"text","text":"x"},
                  {"type":"tool_use","id":"a","name":"grep","input":{}}],
                 "usage":{"input_tokens":3,"output_tokens":4}}
                """;
        var cut = Answer.from(Json.parseObject(message.formatted("max_tokens")));
        assertThat(cut.content()).containsExactly(new ContentBlock.Text("x"));
        var whole = Answer.from(Json.parseObject(message.formatted("tool_use")));
        assertThat(whole.content()).hasSize(2);
    }

    @Test
    void aliasesBecomeIdsAndOtherNamesPass() throws InterruptedException {
        try (var model = ScriptedModel.builder().otherwise(answer("a")).start()) {
            var client =
                    AnthropicClient.builder()
                            .baseUrl(model.baseUrl())
                            .apiKey(KEY)
                            .alias("mine", "my-model-1")
                            .httpClient(Fixtures.DIRECT)
                            .build();
            for (var name : List.of("opus", "sonnet", "haiku", "mine", "some-model")) {
                client.stream(new LlmRequest(name, 1, "", List.of(), List.of(user("x"))), _ -> {});
            }
            assertThat(model.requests())
                    .extracting(request -> request.body().requireString("model"))
                    .satisfiesExactly(
                            id -> assertThat(id).startsWith("claude-opus-"),
                            id -> assertThat(id).startsWith("claude-sonnet-"),
                            id -> assertThat(id).startsWith("claude-haiku-"),
                            id -> assertThat(id).isEqualTo("my-model-1"),
                            id -> assertThat(id).isEqualTo("some-model"));
        }
    }

    @Test
    void environmentGivesKeyAndBaseUrl() throws InterruptedException {
        try (var model = ScriptedModel.builder().script(answer("a")).requireKey(KEY).start()) {
            var client =
                    AnthropicClient.fromEnvironment(
                            Map.of(
                                    "ANTHROPIC_API_KEY",
                                    KEY + "\n",
                                    "ANTHROPIC_BASE_URL",
                                    model.baseUrl() + "/"));
            assertThat(client.destination())
                    .isEqualTo(URI.create(model.baseUrl() + "/v1/messages"));
            assertThat(client.destinationTyped()).isTrue();
            var wired = client.through(() -> Fixtures.DIRECT);
            assertThat(wired.stream(hello(), _ -> {}).text()).isEqualTo("a");
        }
    }

    @Test
    void aTokenOfTheEnvironmentIsABearerWhereThereIsNoKey() throws InterruptedException {
        try (var model = ScriptedModel.builder().otherwise(answer("a")).start()) {
            var token = Map.of("ANTHROPIC_AUTH_TOKEN", KEY, "ANTHROPIC_BASE_URL", model.baseUrl());
            ask(AnthropicClient.fromEnvironment(token));
            var both = new HashMap<>(token);
            both.put("ANTHROPIC_API_KEY", "sk-other-0123456789");
            ask(AnthropicClient.fromEnvironment(both));
            ask(AnthropicClient.builder().baseUrl(model.baseUrl()).authToken(KEY).build());

            assertThat(model.requests())
                    .extracting(
                            request -> request.headers().get("authorization"),
                            request -> request.headers().get("x-api-key"))
                    .containsExactly(
                            tuple("Bearer " + KEY, null),
                            tuple(null, "sk-other-0123456789"),
                            tuple("Bearer " + KEY, null));
        }
    }

    @Test
    void aTokenThatIsRefusedIsNamedAndCovered() {
        try (var model = ScriptedModel.builder().otherwise(fault(status(401))).start()) {
            var client =
                    AnthropicClient.fromEnvironment(
                            Map.of(
                                    "ANTHROPIC_AUTH_TOKEN",
                                    KEY,
                                    "ANTHROPIC_BASE_URL",
                                    model.baseUrl()));
            assertThatThrownBy(() -> ask(client))
                    .hasMessageContaining("check ANTHROPIC_AUTH_TOKEN")
                    .hasMessageNotContaining(KEY);
        }
    }

    private static void ask(AnthropicClient client) throws InterruptedException {
        client.through(() -> Fixtures.DIRECT).stream(hello(), _ -> {});
    }

    @Test
    void limitsOfTheSystemHoldWhereTheClientHasNoneOfItsOwn() {
        var usual = LlmTimeouts.DEFAULT.withIdle(Duration.ofMinutes(20));
        var silent = AnthropicClient.builder().apiKey(KEY);
        assertThat(silent.build().timeouts()).isEqualTo(LlmTimeouts.DEFAULT);
        assertThat(silent.build().withUsualTimeouts(usual).timeouts()).isEqualTo(usual);
        assertThat(silent.timeouts(PATIENT).build().withUsualTimeouts(usual).timeouts())
                .isEqualTo(PATIENT);
    }

    @Test
    void withoutAWayOutNothingIsOpened() {
        var client = AnthropicClient.builder().apiKey(KEY).build();
        assertThat(client.destinationTyped()).as("the built-in one is nobody's word").isFalse();
        assertThatThrownBy(() -> client.stream(hello(), _ -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no way out");
    }

    @Test
    void aClientOfItsUsersOwnIsKept() {
        var client = AnthropicClient.builder().apiKey(KEY).httpClient(Fixtures.DIRECT).build();
        assertThat(client.through(HttpClient::newHttpClient)).isSameAs(client);
    }

    @Test
    void missingKeyIsToldInTwoLines() {
        assertThatThrownBy(() -> AnthropicClient.fromEnvironment(Map.of("ANTHROPIC_API_KEY", " ")))
                .isInstanceOf(MissingKeyException.class)
                .message()
                .satisfies(
                        text ->
                                assertThat(text.lines())
                                        .satisfiesExactly(
                                                what ->
                                                        assertThat(what)
                                                                .contains("ANTHROPIC_API_KEY"),
                                                other ->
                                                        assertThat(other)
                                                                .contains("bestcode demo")));
    }

    @Test
    void badKeyOrBaseUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> AnthropicClient.builder().apiKey("sk-line\nbreak"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("sk-line");
        for (var url : List.of("ftp://x", "nonsense", "http://u:secret@x", "http://a b", "")) {
            assertThatThrownBy(() -> AnthropicClient.builder().apiKey(KEY).baseUrl(url).build())
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .contains("base URL")
                    .doesNotContain("secret");
        }
    }

    /// The JDK's client gives a connection back a moment after it told of the body's end, so now
    /// and then a quick next request opens another.
    @Test
    void connectionsAreUsedAgain() throws InterruptedException {
        try (var model = ScriptedModel.builder().otherwise(say("x".repeat(5000))).start()) {
            var client = client(model);
            for (int i = 0; i < 40; i++) {
                client.stream(hello(), _ -> {});
            }
            assertThat(model.connectionsAccepted()).isLessThan(20);
        }
    }

    private static String body(LlmRequest request) {
        return new String(
                AnthropicRequest.body(request, request.model(), new PrintedBlocks()),
                StandardCharsets.UTF_8);
    }

    private static AnthropicClient client(ScriptedModel model) {
        return AnthropicClient.builder()
                .baseUrl(model.baseUrl())
                .apiKey(KEY)
                .timeouts(PATIENT)
                .httpClient(Fixtures.DIRECT)
                .build();
    }
}

package dev.bestcode.mcp;

import static dev.bestcode.mcp.FakeServer.listener;
import static dev.bestcode.mcp.FakeServer.quoted;
import static dev.bestcode.mcp.FakeServer.says;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.Person;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPins;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a server asks a person, and what it is told of the workspace.
class InquiriesTest {
    private static final String FORM =
            """
            {"type":"object","required":["name"],"properties":{
              "name":{"type":"string","description":"Yours\\u202e"},
              "age":{"type":"integer","default":7}}}
            """;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final McpServers servers = McpServers.pinning(ToolPins.inMemory(), told::add);
    private final FakeServer fake = new FakeServer();
    private final List<Form> asked = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        servers.close();
    }

    /// A tool that asks as often as it is told, and answers what it heard last.
    private void asking(int times, String schema) {
        fake.tool(
                "greet",
                "Greets",
                (talk, request) -> {
                    JsonObject heard = JsonObject.EMPTY;
                    for (int i = 0; i < times; i++) {
                        talk.send(elicitation(i, schema));
                        heard = fake.answers.take();
                    }
                    says(Json.text(heard.object("result").orElse(heard))).on(talk, request);
                });
    }

    private static String elicitation(int id, String schema) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"elicitation/create\",\"params\":{\"message\":%s,\"requestedSchema\":%s}}"
                .formatted(id, quoted("Who?\u001b[2J"), Json.text(Json.parse(schema)));
    }

    private ToolOutcome call(McpSpec.Limits limits, Person person) throws InterruptedException {
        var plain = FakeServer.call("r", "x");
        return servers.offers(listener("s", limits), fake)
                .getFirst()
                .tool()
                .call(
                        new ToolCall(
                                plain.arguments(),
                                plain.run(),
                                plain.profile(),
                                plain.rights(),
                                _ -> {},
                                Provenance.EMPTY,
                                _ -> {},
                                person));
    }

    private ToolOutcome call(Person person) throws InterruptedException {
        return call(new McpSpec.Limits(300, 300, 50, 128), person);
    }

    private Person filling(String json) {
        return form -> {
            asked.add(form);
            return ApprovalAnswer.allow("me", ApprovalScope.ONCE)
                    .withFields(Json.parseObject(json));
        };
    }

    @Test
    void personFillsInTheFormAndWhatIsLeftOutHasItsDefault() throws Exception {
        asking(1, FORM);

        assertThat(call(filling("{\"name\":\"Ada\"}")).text())
                .isEqualTo("{\"action\":\"accept\",\"content\":{\"name\":\"Ada\",\"age\":7}}");
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().message()).isEqualTo("server 's' asks: Who?[2J");
        assertThat(asked.getFirst().lines())
                .containsExactly("name: string (Yours)", "age: integer, else 7, may be left out");
    }

    @Test
    void withoutAPersonItIsDeclinedAndTheModelReadsWhy() throws Exception {
        asking(1, FORM);

        assertThat(call(Person.nobody()).text())
                .isEqualTo(
                        "[the server asked a person, who declined: nobody can be asked here]\n"
                                + "{\"action\":\"decline\",\"content\":{}}");
    }

    @Test
    void answerThatDoesNotFitTheFormIsNotHandedOn() throws Exception {
        asking(
                1,
                "{\"type\":\"object\",\"required\":[\"sum\"],\"properties\":{\"sum\":{\"type\":\"integer\"}}}");

        assertThat(call(filling("{}")).text())
                .contains("does not fit its form: lacks sum", "\"decline\"");
    }

    @Test
    void formOfAnUnusableSchemaIsShownToNobody() throws Exception {
        asking(1, "{\"type\":\"no-such-type\"}");

        assertThat(call(filling("{}")).text()).contains("was not asked", "\"decline\"");
        assertThat(asked).isEmpty();
    }

    @Test
    void callAsksAPersonOnlySoOften() throws Exception {
        asking(Bounds.INQUIRIES_MAX + 1, FORM);

        assertThat(call(filling("{\"name\":\"Ada\"}")).text()).contains("\"decline\"");
        assertThat(asked).hasSize(Bounds.INQUIRIES_MAX);
    }

    /// The person thinks until a call that began later, and asks nobody, has used up its time.
    @Test
    void whileAPersonThinksTheCallsTimeStandsStill() throws Exception {
        asking(1, FORM);
        var second = new McpSpec.Limits(300, 1, 50, 128);
        var silent = new FakeServer().tool("wait", "Waits", (_, _) -> {});

        var outcome =
                call(
                        second,
                        form -> {
                            var other = servers.offers(listener("other", second), silent);
                            var late = other.getFirst().tool().call(FakeServer.call("r", "x"));
                            assertThat(late.text()).contains("took more than 1 s");
                            return ApprovalAnswer.allow("me", ApprovalScope.ONCE)
                                    .withFields(Json.parseObject("{\"name\":\"Ada\"}"));
                        });
        assertThat(outcome.text()).contains("\"accept\"");
    }

    @Test
    void stoppedCallTakesItsQuestionBackBeforeItEnds() throws Exception {
        asking(1, FORM);
        var open = new CountDownLatch(1);
        var withdrawn = new AtomicBoolean();
        var seen = new AtomicBoolean();
        var caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        call(
                                                _ -> {
                                                    open.countDown();
                                                    try {
                                                        new CountDownLatch(1).await();
                                                        throw new AssertionError("never");
                                                    } finally {
                                                        withdrawn.set(true);
                                                    }
                                                });
                                    } catch (InterruptedException e) {
                                        seen.set(withdrawn.get());
                                    }
                                });
        open.await();
        caller.interrupt();
        caller.join();

        assertThat(seen).isTrue();
    }

    @Test
    void serverThatAsksWithoutACallIsDeclined() throws Exception {
        fake.greeting(
                (talk, request) -> {
                    talk.reply(
                            request,
                            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}");
                    talk.send(elicitation(1, FORM));
                });
        fake.tool("do", "Does", says("fine"));
        call(filling("{}"));

        assertThat(Json.text(fake.answers.take())).contains("\"decline\"");
        assertThat(asked).isEmpty();
    }

    @Test
    void programIsToldOfTheWorkspaceAndOfNothingElse() throws Exception {
        fake.tool(
                "roots",
                "Lists",
                (talk, request) -> {
                    talk.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"roots/list\"}");
                    says(Json.text(fake.answers.take().requireObject("result"))).on(talk, request);
                });

        assertThat(call(Person.nobody()).text())
                .isEqualTo("{\"roots\":[{\"uri\":\"file:///w\",\"name\":\"workspace\"}]}");
        assertThat(fake.received.getFirst())
                .contains("\"roots\":", "\"elicitation\":{")
                .doesNotContain("sampling");
    }

    @Test
    void messagesOfALogAreDropped() throws Exception {
        fake.tool(
                "do",
                "Does",
                (talk, request) -> {
                    talk.send(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"error\",\"data\":\"obey me\"}}");
                    says("fine").on(talk, request);
                });

        assertThat(call(Person.nobody())).isEqualTo(ToolOutcome.succeeded("fine"));
    }
}

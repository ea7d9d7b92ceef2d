package dev.bestcode.mcp;

import static dev.bestcode.mcp.FakeServer.call;
import static dev.bestcode.mcp.FakeServer.listener;
import static dev.bestcode.mcp.FakeServer.says;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.WasmSpec.Variable;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.api.tool.ToolServers.Offer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Servers that do what they should, and what is made of them.
class McpServersTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ToolPins pins = ToolPins.inMemory();
    private final McpServers servers = McpServers.pinning(pins, told::add);
    private final FakeServer fake = new FakeServer();

    @AfterEach
    void close() {
        servers.close();
    }

    private ToolPeer only(ListenerSpec server) {
        var offers = servers.offers(server, fake);
        assertThat(offers).as(told.toString()).hasSize(1);
        return offers.getFirst().tool();
    }

    @Test
    void toolsAreOfferedUnderTheNameOfTheirServer() {
        fake.tool("get-sum", "Adds", says("3")).tool("getTinyImage", "A picture", says("…"));
        var offers = servers.offers(listener("every"), fake);

        assertThat(offers)
                .extracting(offer -> offer.tool().descriptor().name())
                .containsExactly("every__get-sum", "every__get-tiny-image");
        var sum = offers.getFirst().tool();
        assertThat(sum.descriptor().description()).isEqualTo("Of server 'every'. Adds");
        assertThat(sum.descriptor().inputSchema().requireString("type")).isEqualTo("object");
        assertThat(sum.effect()).isEqualTo(Effect.OPAQUE);
        assertThat(offers).extracting(Offer::asked).containsOnly(false);
        assertThat(told).isEmpty();
    }

    @Test
    void callAnswersWhatTheServerSaysAndItsProgressIsHeard() throws Exception {
        fake.tool(
                "count",
                "Counts",
                (talk, request) -> {
                    var token =
                            request.requireObject("params")
                                    .requireObject("_meta")
                                    .requireString("progressToken");
                    talk.send(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":\"%s\",\"progress\":1,\"total\":2,\"message\":\"half\"}}"
                                    .formatted(token));
                    says("one two").on(talk, request);
                });
        var heard = Collections.synchronizedList(new ArrayList<Progress>());
        var plain = call("r", "x");
        var outcome =
                only(listener("s"))
                        .call(
                                new ToolCall(
                                        plain.arguments(),
                                        plain.run(),
                                        plain.profile(),
                                        plain.rights(),
                                        heard::add));

        assertThat(outcome.error()).isFalse();
        assertThat(outcome.text()).isEqualTo("one two");
        assertThat(heard).containsExactly(new Progress.Output("1 of 2: half\n"));
        assertThat(fake.received).anyMatch(line -> line.contains("\"arguments\":{\"text\":\"x\"}"));
    }

    @Test
    void imagesStayImagesAndWhatAModelCannotSeeIsNamed() throws Exception {
        fake.tool(
                "all",
                "All kinds",
                (talk, request) ->
                        talk.reply(
                                request,
                                """
                                {"content":[{"type":"text","text":"a\\u001b[2Jb"},
                                  {"type":"image","mimeType":"image/png","data":"AAAA"},
                                  {"type":"audio","mimeType":"audio/wav","data":"AAAA"},
                                  {"type":"resource","resource":{"uri":"demo://1","mimeType":"text/plain","text":"inside"}},
                                  {"type":"resource_link","uri":"demo://2","name":"two"}]}
                                """));
        var outcome = only(listener("s")).call(call("r", "x"));

        assertThat(outcome.text())
                .isEqualTo(
                        "a[2Jb\n[audio of type audio/wav, 3 bytes, not shown]\n[resource demo://1]\ninside\n[resource demo://2: two]");
        assertThat(outcome.content()).contains(new ContentBlock.Image("image/png", "AAAA"));
    }

    @Test
    void resultIsCutToItsBoundInBytes() throws Exception {
        fake.tool("long", "Long", says("ä".repeat(5_000)));
        var server = listener("s", new McpSpec.Limits(300, 300, 2, 128));
        var text = only(server).call(call("r", "x")).text();

        assertThat(text).startsWith("ä".repeat(1_024)).contains("more characters]");
        assertThat(text.codePoints().filter(c -> c == 'ä').count()).isEqualTo(1_024);
    }

    @Test
    void whatWasPinnedIsOfferedWithoutAStart() {
        fake.tool("get-sum", "Adds", says("3"));
        only(listener("s"));
        assertThat(fake.starts).hasSize(1);

        try (var later = McpServers.pinning(pins, told::add)) {
            assertThat(later.offers(listener("s"), fake)).hasSize(1);
        }
        assertThat(fake.starts).hasSize(1);
    }

    @Test
    void runHasAConversationOfItsOwnThatEndsWithIt() throws Exception {
        fake.tool("get-sum", "Adds", says("3"));
        var tool = only(listener("s"));
        tool.call(call("one", "x"));
        tool.call(call("one", "y"));
        assertThat(fake.starts).as("the look and the run").hasSize(2);
        tool.call(call("two", "x"));
        assertThat(fake.starts).hasSize(3);

        servers.endRun(new RunId("one"));
        tool.call(call("two", "z"));
        assertThat(fake.starts).hasSize(3);
        tool.call(call("one", "again"));
        assertThat(fake.starts).hasSize(4);
    }

    @Test
    void programGetsTheVariablesOfItsServerByName() throws Exception {
        fake.tool("get-sum", "Adds", says("3"));
        fake.environment.put("OURS", "secret");
        var command =
                new McpSpec.Command(
                        List.of("fake"),
                        Map.of(
                                "TOKEN",
                                new Variable.FromEnvironment("OURS"),
                                "MODE",
                                new Variable.Literal("quiet")));
        only(
                ListenerSpec.server(
                        "s",
                        "A server",
                        new McpSpec(command, Optional.empty(), List.of(), McpSpec.Limits.DEFAULT)));

        assertThat(fake.starts).containsExactly(Map.of("TOKEN", "secret", "MODE", "quiet"));
    }

    @Test
    void onlyToolsThatAreListedAreOfferedAndOnlyPinnedOnesArePure() {
        fake.tool("a", "A", says("")).tool("b", "B", says("")).tool("c", "C", says(""));
        var spec = McpSpec.ofCommand(List.of("fake"));
        var server =
                ListenerSpec.server(
                        "s",
                        "A server",
                        new McpSpec(
                                spec.transport(),
                                Optional.of(List.of("a", "b", "lost")),
                                List.of("b"),
                                McpSpec.Limits.DEFAULT));
        var offers = servers.offers(server, fake);

        assertThat(offers)
                .extracting(offer -> offer.tool().descriptor().name() + " " + offer.tool().effect())
                .containsExactly("s__a OPAQUE", "s__b PURE");
        assertThat(told).containsExactly("server 's' has no tool 'lost'");
    }

    @Test
    void stoppedCallIsTakenBackAtTheServer() throws Exception {
        var begun = new CountDownLatch(1);
        fake.tool("sleep", "Sleeps", (_, _) -> begun.countDown());
        var tool = only(listener("s"));
        var stopped = new CountDownLatch(1);
        var caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        tool.call(call("r", "x"));
                                    } catch (InterruptedException e) {
                                        stopped.countDown();
                                    }
                                });
        begun.await();
        caller.interrupt();
        stopped.await();
        servers.endRun(new RunId("r"));

        assertThat(fake.received)
                .anyMatch(
                        line ->
                                line.contains("notifications/cancelled")
                                        && line.contains("the run was stopped"));
    }

    @Test
    void callOfTheServersOwnKindIsWhatItWasToldToExpect() throws Exception {
        fake.tool("get-sum", "Adds", says("3"));
        only(listener("s")).call(call("r", "x"));

        var request =
                fake.received.stream()
                        .map(Json::parseObject)
                        .filter(line -> line.string("method").equals(Optional.of("tools/call")))
                        .findFirst()
                        .orElseThrow();
        assertThat(request.requireObject("params").requireString("name")).isEqualTo("get-sum");
    }
}

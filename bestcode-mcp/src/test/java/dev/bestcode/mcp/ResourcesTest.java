package dev.bestcode.mcp;

import static dev.bestcode.mcp.FakeServer.listener;
import static dev.bestcode.mcp.FakeServer.replies;
import static dev.bestcode.mcp.FakeServer.says;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a server has besides tools, as tools of ours and as commands of a person.
class ResourcesTest {
    private static final String RESOURCES = "{\"resources\":{}}";
    private static final String PROMPTS = "{\"prompts\":{}}";

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ToolPins pins = ToolPins.inMemory();
    private final McpServers servers = McpServers.pinning(pins, told::add);
    private final FakeServer fake = new FakeServer();

    @AfterEach
    void close() {
        servers.close();
    }

    private List<String> names(ListenerSpec server) {
        return servers.offers(server, fake).stream()
                .map(offer -> offer.tool().descriptor().name())
                .toList();
    }

    private ToolPeer tool(String name) {
        return servers.offers(listener("s"), fake).stream()
                .map(offer -> offer.tool())
                .filter(tool -> tool.descriptor().name().equals("s__" + name))
                .findFirst()
                .orElseThrow();
    }

    private ToolOutcome call(String name, String arguments) throws InterruptedException {
        return tool(name)
                .call(
                        new ToolCall(
                                Json.parseObject(arguments),
                                new RunId("r"),
                                "coding",
                                new NoRights(),
                                _ -> {}));
    }

    @Test
    void serverWithResourcesAloneHasTwoToolsInWordsOfOurs() {
        fake.capabilities(RESOURCES);

        assertThat(names(listener("s"))).containsExactly("s__list-resources", "s__read-resource");
        assertThat(tool("read-resource").descriptor().description())
                .isEqualTo("Of server 's'. Reads one of its resources.");
        assertThat(tool("read-resource").effect()).isEqualTo(Effect.OPAQUE);
        assertThat(fake.received).noneMatch(line -> line.contains("tools/list"));
        assertThat(told).isEmpty();
    }

    @Test
    void theyArePureWhereTheOrganismSaysSoAndLeftOutWhereItNamesOthers() {
        fake.capabilities(RESOURCES);
        var plain = listener("s").mcp().orElseThrow();
        var pinned =
                new McpSpec(
                        plain.transport(),
                        Optional.of(List.of("read-resource")),
                        List.of("read-resource"),
                        plain.limits());
        var offers = servers.offers(ListenerSpec.server("s", "A server", pinned), fake);

        assertThat(offers).hasSize(1);
        assertThat(offers.getFirst().tool().effect()).isEqualTo(Effect.PURE);
    }

    @Test
    void listHasEachResourceAndPatternOnALineThatATerminalSurvives() throws Exception {
        fake.capabilities(RESOURCES)
                .on(
                        "resources/list",
                        replies(
                                """
                                {"resources":[{"uri":"demo://a","name":"A\\u001b[2J","mimeType":"text/plain","description":"one\\ntwo"}]}
                                """))
                .on(
                        "resources/templates/list",
                        replies(
                                """
                                {"resourceTemplates":[{"uriTemplate":"demo://{id}","name":"any"}]}
                                """));

        assertThat(call("list-resources", "{}").text())
                .isEqualTo("demo://a  A[2J  text/plain  one two\npattern demo://{id}  any");
    }

    @Test
    void serverThatKnowsNoPatternsIsListedWithoutThem() throws Exception {
        fake.capabilities(RESOURCES)
                .on(
                        "resources/list",
                        replies("{\"resources\":[{\"uri\":\"demo://a\",\"name\":\"A\"}]}"));

        assertThat(call("list-resources", "{}").text()).isEqualTo("demo://a  A");
    }

    @Test
    void listThatIsTooLongSaysWhereToGoOn() throws Exception {
        var all =
                IntStream.range(0, 450)
                        .mapToObj("{\"uri\":\"demo://%1$d\",\"name\":\"n%1$d\"}"::formatted)
                        .collect(Collectors.joining(","));
        fake.capabilities(RESOURCES).on("resources/list", replies("{\"resources\":[" + all + "]}"));

        assertThat(call("list-resources", "{}").text().lines().toList())
                .hasSize(201)
                .endsWith("demo://199  n199", "[250 more; say from 200]");
        assertThat(call("list-resources", "{\"from\":400}").text().lines().toList())
                .hasSize(50)
                .startsWith("demo://400  n400");
        assertThat(call("list-resources", "{\"from\":999}").text()).isEqualTo("there are 450");
    }

    @Test
    void listWithoutAnEndIsCutOff() throws Exception {
        fake.capabilities(RESOURCES)
                .on("resources/list", replies("{\"resources\":[],\"nextCursor\":\"again\"}"));

        var outcome = call("list-resources", "{}");

        assertThat(outcome.error()).isTrue();
        assertThat(outcome.text()).contains("sent too much", "list of resources");
    }

    @Test
    void resourceIsReadAsTextOrPictureAndBoundByItsLimit() throws Exception {
        fake.capabilities(RESOURCES)
                .on(
                        "resources/read",
                        replies(
                                """
                                {"contents":[{"uri":"demo://a","mimeType":"text/plain","text":"%s"},
                                  {"uri":"demo://b","mimeType":"image/png","blob":"AAAA"}]}
                                """
                                        .formatted("x".repeat(60 * 1024))));
        var outcome = call("read-resource", "{\"uri\":\"demo://a\"}");

        assertThat(outcome.error()).isFalse();
        assertThat(outcome.text()).startsWith("[resource demo://a]\nxxx").contains("more char");
        assertThat(outcome.text().length()).isLessThan(51 * 1024);
        assertThat(outcome.content()).last().isEqualTo(new ContentBlock.Image("image/png", "AAAA"));
        assertThat(fake.received).anyMatch(line -> line.contains("\"uri\":\"demo://a\""));
    }

    @Test
    void resourceComesFromTheHostOrFileThatItsAddressNames() {
        fake.capabilities(RESOURCES);
        var read = tool("read-resource");

        assertThat(read.readsFrom(Json.parseObject("{\"uri\":\"https://example.com/a\"}")))
                .containsExactly(Source.network("example.com"));
        assertThat(read.readsFrom(Json.parseObject("{\"uri\":\"file:///etc/hosts\"}")))
                .containsExactly(Source.file("/etc/hosts"));
        assertThat(read.readsFrom(Json.parseObject("{\"uri\":\"demo://a\"}"))).isEmpty();
        assertThat(read.readsFrom(Json.parseObject("{\"uri\":\"no address\"}"))).isEmpty();
    }

    @Test
    void refusalOfTheServerIsItsOwnWord() throws Exception {
        fake.capabilities(RESOURCES)
                .on(
                        "resources/read",
                        (talk, request) -> talk.error(request, -32002, "no such resource"));

        assertThat(call("read-resource", "{\"uri\":\"demo://z\"}"))
                .isEqualTo(ToolOutcome.failed("server 's' refused: no such resource"));
    }

    @Test
    void serverThatGetsResourcesLaterHasItsNewToolsAskedAbout() throws Exception {
        fake.capabilities("{\"tools\":{}}").tool("add", "Adds", says("ok"));
        var add = servers.offers(listener("s"), fake).getFirst().tool();
        fake.capabilities("{\"tools\":{},\"resources\":{}}");
        add.call(FakeServer.call("r", "x"));

        var offers = servers.offers(listener("s"), fake);
        assertThat(offers).hasSize(3);
        assertThat(offers.stream().filter(offer -> offer.asked()))
                .extracting(offer -> offer.tool().descriptor().name())
                .containsExactly("s__list-resources", "s__read-resource");
    }

    @Test
    void toolOfTheServersOwnKeepsItsName() throws Exception {
        fake.capabilities("{\"tools\":{},\"resources\":{}}")
                .tool("readResource", "Reads", says("its own"));

        assertThat(names(listener("s"))).containsExactly("s__read-resource", "s__list-resources");
        assertThat(call("read-resource", "{\"text\":\"x\"}").text()).isEqualTo("its own");
        assertThat(told).singleElement().asString().contains("so there is none of that name");
    }

    @Test
    void promptIsListedAndFilledInForAnAgent() throws Exception {
        prompts();

        assertThat(names(listener("s"))).containsExactly("s__list-prompts", "s__get-prompt");
        assertThat(call("list-prompts", "{}").text())
                .isEqualTo("greet who [style]  Greets somebody\nodd name  Odd");
        assertThat(
                        call("get-prompt", "{\"name\":\"greet\",\"arguments\":{\"who\":\"you\"}}")
                                .text())
                .isEqualTo("Greet you");
        assertThat(fake.received)
                .anyMatch(line -> line.contains("\"arguments\":{\"who\":\"you\"}"));
    }

    @Test
    void promptThatSpeaksForBothSidesSaysWhoEvenWhereNoneIsListed() throws Exception {
        fake.capabilities(PROMPTS)
                .on(
                        "prompts/get",
                        replies(
                                """
                                {"messages":[{"role":"user","content":{"type":"text","text":"a"}},
                                  {"role":"assistant","content":{"type":"text","text":"b"}}]}
                                """));

        assertThat(names(listener("s"))).hasSize(2);
        assertThat(told).singleElement().asString().contains("its prompts are left out");
        assertThat(call("get-prompt", "{\"name\":\"both\"}").text())
                .isEqualTo("[user]\na\n[assistant]\nb");
    }

    @Test
    void personIsOfferedThePromptsThatCanBeTypedWithoutAStart() throws Exception {
        prompts();
        servers.offers(listener("s"), fake);
        var again = McpServers.pinning(pins, told::add);

        var prompts = again.prompts(listener("s"));
        assertThat(prompts).extracting(McpPrompt::usage).containsExactly("greet who [style]");
        assertThat(fake.starts).hasSize(1);
        assertThat(told).singleElement().asString().contains("prompt 'odd name' is no command");

        var greet = prompts.getFirst();
        assertThat(greet.filled("you  very politely"))
                .isEqualTo(Map.of("who", "you", "style", "very politely"));
        assertThatThrownBy(() -> greet.filled(" "))
                .hasMessage("prompt 'greet' needs 'who'; say: greet who [style]");
        assertThat(again.prompt(listener("s"), fake, "greet", greet.filled("you")))
                .isEqualTo("Greet you");
        again.close();
    }

    private void prompts() {
        fake.capabilities(PROMPTS)
                .on(
                        "prompts/list",
                        replies(
                                """
                                {"prompts":[{"name":"greet","description":"Greets somebody",
                                  "arguments":[{"name":"who","required":true},{"name":"style"}]},
                                  {"name":"odd name","description":"Odd"}]}
                                """))
                .on(
                        "prompts/get",
                        replies(
                                """
                                {"messages":[{"role":"user","content":{"type":"text","text":"Greet you"}}]}
                                """));
    }
}

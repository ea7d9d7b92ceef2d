package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.request;
import static dev.bestcode.llm.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class ReplayClientTest {
    @Test
    void scriptedEntriesPlayByPositionAndTellTheirTextInPieces() throws InterruptedException {
        var client = ReplayClient.of(scripted("One 🎈 two", "b"), "");
        var told = new ArrayList<LlmEvent>();
        var reply = client.stream(hello(), told::add);

        assertThat(reply.text()).isEqualTo("One 🎈 two");
        assertThat(reply.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(reply.usage()).isEqualTo(new Usage(5, 2, 0, 0));
        assertThat(told).hasSizeBetween(2, 4);
        assertThat(told.stream().map(each -> ((LlmEvent.TextDelta) each).text()))
                .allSatisfy(piece -> assertThat(piece.codePoints()).noneMatch(c -> c == '?'))
                .satisfies(pieces -> assertThat(String.join("", pieces)).isEqualTo("One 🎈 two"));
        assertThat(client.stream(request(user("anything")), _ -> {}).text()).isEqualTo("b");
    }

    @Test
    void aRequestBeyondTheEndFailsLoudly() throws InterruptedException {
        var client = ReplayClient.of(scripted("a"), "");
        client.stream(hello(), _ -> {});
        assertThatThrownBy(() -> client.stream(hello(), _ -> {}))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("1 entries")
                .hasMessageContaining("request 2")
                .hasMessageContaining(new CanonicalRequest("", List.of()).hash(hello()).hex());
    }

    @Test
    void aRecordedEntryPlaysForItsRequestInAnyWorkspace() throws InterruptedException {
        var recordedIn = request(user("Read /home/a/project/x.txt"));
        var hash = new CanonicalRequest("/home/a/project", List.of()).hash(recordedIn).hex();
        var client = ReplayClient.of(recorded(entry(hash, "a")), "/tmp/other");
        assertThat(client.stream(request(user("Read /tmp/other/x.txt")), _ -> {}).text())
                .isEqualTo("a");
    }

    @Test
    void whoeverOfSeveralAgentsAsksFirstIsGivenTheAnswerToItsOwnRequestOnce()
            throws InterruptedException {
        var one = request(user("One"));
        var two = request(user("Two"));
        var client =
                ReplayClient.of(
                        recorded(
                                entry(hash(one), "first of one"),
                                entry(hash(two), "of two"),
                                entry(hash(one), "second of one")),
                        "");
        assertThat(text(client, two)).isEqualTo("of two");
        assertThat(text(client, one)).isEqualTo("first of one");
        assertThatThrownBy(() -> text(client, two))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("request 3 (sha256 " + hash(two))
                .hasMessageContaining("none of the 1 that the cassette has not played yet")
                .hasMessageContaining("entries[2], answers sha256 " + hash(one));
        assertThat(text(client, one)).isEqualTo("second of one");
        assertThatThrownBy(() -> text(client, one)).hasMessageContaining("beyond its end");
    }

    @Test
    void aRecordedEntryRefusesAnotherRequestNamingBothHashes() throws InterruptedException {
        var hash = new CanonicalRequest("", List.of()).hash(hello()).hex();
        var other = request(user("Hello!"));
        var client = ReplayClient.of(recorded(entry(hash, "a")), "");
        for (int i = 0; i < 2; i++) { // and stays where it is
            assertThatThrownBy(() -> client.stream(other, _ -> {}))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("entries[0]")
                    .hasMessageContaining(hash)
                    .hasMessageContaining(new CanonicalRequest("", List.of()).hash(other).hex());
        }
        assertThat(client.stream(hello(), _ -> {}).text()).isEqualTo("a");
    }

    @Test
    void eachEntryIsPlayedOnceWhoeverAsks() throws InterruptedException {
        int count = 50;
        var texts = IntStream.range(0, count).mapToObj(i -> "t" + i).toArray(String[]::new);
        var client = ReplayClient.of(scripted(texts), "");
        var seen = ConcurrentHashMap.<String>newKeySet();
        var callers =
                IntStream.range(0, count)
                        .mapToObj(_ -> Thread.ofVirtual().start(() -> seen.add(text(client))))
                        .toList();
        for (var caller : callers) {
            caller.join();
        }
        assertThat(seen).containsExactlyInAnyOrder(texts);
    }

    @Test
    void toolCallsAndRawBlocksComeAsTheyWereWritten() throws InterruptedException {
        var cassette =
                parse(
                        """
                        {"version":1,"origin":"scripted","entries":[{"reply":{"model":"m",
                         "content":[{"type":"thinking","thinking":"h","signature":"s"},
                                    {"type":"tool_use","id":"t","name":"grep","input":{}}],
                         "stop_reason":"tool_use",
                         "usage":{"input_tokens":1,"output_tokens":2,"cache_read_tokens":3,
                                  "cache_write_tokens":4}}}]}
                        """);
        var reply = ReplayClient.of(cassette, "").stream(hello(), _ -> {});
        assertThat(reply.content().getFirst()).isInstanceOf(ContentBlock.Raw.class);
        assertThat(reply.toolUses()).hasSize(1);
        assertThat(reply.usage()).isEqualTo(new Usage(1, 2, 3, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                          | the cassette: is not an object",
                "{                           | the cassette",
                "{'origin':'scripted','entries':[]} | version",
                "{'version':2,'origin':'scripted','entries':[]} | version: is 2",
                "{'version':1,'origin':'made','entries':[]}     | origin: is 'made'",
                "{'version':1,'origin':'scripted','entries':[],'x':1} | unknown member 'x'",
                "{'version':1,'origin':'scripted','entries':[{'reply':{'x':1}}]} |"
                        + " entries[0].reply: has an unknown member 'x'",
                "{'version':1,'origin':'recorded','entries':[{'reply':REPLY}]} |"
                        + " entries[0].request_sha256 is missing",
                "{'version':1,'origin':'scripted','entries':[{'reply':REPLY},{'request_sha256':'HASH','reply':REPLY}]}"
                        + " | entries[1].request_sha256 is there",
                "{'version':1,'origin':'recorded','entries':[{'request_sha256':'zz','reply':REPLY}]}"
                        + " | entries[0].request_sha256",
                "{'version':1,'origin':'scripted','entries':[{'reply':{'model':'m','content':[{'type':'tool_use','id':'a','name':'b','input':{},'x':1}],'stop_reason':'end_turn','usage':{}}}]}"
                        + " | entries[0].reply.content[0]: has an unknown member 'x'",
                "{'version':1,'origin':'scripted','entries':[{'reply':{'model':'m','content':[],'stop_reason':'tired','usage':{}}}]}"
                        + " | entries[0].reply.stop_reason: is 'tired'",
                "{'version':1,'origin':'scripted','entries':[{'reply':{'model':'m','content':[],'stop_reason':'end_turn','usage':{'input_tokens':1}}}]}"
                        + " | entries[0].reply.usage",
            })
    void aMistakeInACassetteIsNamedWithItsPlace(String json, String place) {
        var text =
                json.replace('\'', '"')
                        .replace("REPLY", reply("a"))
                        .replace("HASH", "0".repeat(64));
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(place);
    }

    private static String text(ReplayClient client) {
        try {
            return client.stream(hello(), _ -> {}).text();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Cassette scripted(String... texts) {
        return parse(
                "{\"version\":1,\"origin\":\"scripted\",\"entries\":[%s]}"
                        .formatted(
                                IntStream.range(0, texts.length)
                                        .mapToObj(i -> "{\"reply\":" + reply(texts[i]) + "}")
                                        .collect(Collectors.joining(","))));
    }

    private static String text(ReplayClient client, LlmRequest request)
            throws InterruptedException {
        return client.stream(request, _ -> {}).text();
    }

    private static String hash(LlmRequest request) {
        return new CanonicalRequest("", List.of()).hash(request).hex();
    }

    private static Cassette recorded(String... entries) {
        return parse(
                "{\"version\":1,\"origin\":\"recorded\",\"entries\":[%s]}"
                        .formatted(String.join(",", entries)));
    }

    private static String entry(String hash, String text) {
        return "{\"request_sha256\":\"%s\",\"reply\":%s}".formatted(hash, reply(text));
    }

    private static String reply(String text) {
        return "{\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":5,\"output_tokens\":2}}"
                .formatted(text);
    }

    private static Cassette parse(String json) {
        return Cassette.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}

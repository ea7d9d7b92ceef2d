package dev.bestcode.testkit;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.tool.ToolDescriptor;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What every [LlmClient] promises: a test class of a client implements this and says how a client
/// comes by its answers.
public interface LlmClientContract {
    /// A client whose model plays these steps, one a request.
    LlmClient client(Step... script);

    /// Whether its model can fail; a recording has answers alone.
    default boolean canFail() {
        return true;
    }

    private static LlmRequest request(LlmMessage... messages) {
        var tool = ToolDescriptor.of("grep", "Searches", "{\"type\":\"object\"}");
        return new LlmRequest("m", 100, "Be brief.", List.of(tool), List.of(messages));
    }

    private static LlmRequest hello() {
        return request(user(new ContentBlock.Text("Hello")));
    }

    private static LlmMessage user(ContentBlock... content) {
        return new LlmMessage(LlmMessage.Role.USER, List.of(content));
    }

    private static LlmReply ask(LlmClient client) throws InterruptedException {
        return client.stream(hello(), _ -> {});
    }

    private void requireFailures() {
        assumeTrue(canFail(), "this client's model cannot fail");
    }

    @Test
    default void piecesMakeUpTheTextAndComeOnTheCallersWorker() throws InterruptedException {
        var text = "Für alle 🎈, in mehr als einem Stück. ".repeat(9).strip();
        var pieces = new ArrayList<String>();
        var caller = Thread.currentThread();
        var reply =
                client(say(text)).stream(
                        hello(),
                        event -> {
                            textOf(event).ifPresent(pieces::add);
                            assertThat(Thread.currentThread()).isSameAs(caller);
                        });
        assertThat(reply.text()).isEqualTo(text);
        assertThat(String.join("", pieces)).isEqualTo(text);
    }

    @Test
    default void callsComeInOrderWithIdsOfTheirOwnAndTheirWholeArguments()
            throws InterruptedException {
        var large =
                "{\"pattern\":\"%s\",\"deep\":[{\"ä\":[1.0,true,null]}]}"
                        .formatted("é".repeat(5000));
        var reply = ask(client(say("Looking").callTool("grep", large).callTool("grep", "{}")));
        assertThat(reply.toolUses())
                .extracting(ContentBlock.ToolUse::input)
                .containsExactly(Json.parseObject(large), JsonObject.EMPTY);
        assertThat(reply.toolUses()).extracting(ContentBlock.ToolUse::name).containsOnly("grep");
        assertThat(reply.toolUses())
                .extracting(ContentBlock.ToolUse::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(reply.stopReason()).isEqualTo(StopReason.TOOL_USE);
    }

    @Test
    default void whyItEndedIsToldByName() throws InterruptedException {
        var byName =
                Map.of(
                        "end_turn", StopReason.END_TURN,
                        "max_tokens", StopReason.MAX_TOKENS,
                        "refusal", StopReason.REFUSAL);
        for (var reason : byName.entrySet()) {
            var reply = ask(client(say("x").stopping(reason.getKey())));
            assertThat(reply.stopReason()).isEqualTo(reason.getValue());
        }
    }

    @Test
    default void aReasonThatIsNewIsKeptByItsText() throws InterruptedException {
        var reply = ask(client(say("x").stopping("resting")));
        assertThat(reply.stopReason()).isEqualTo(StopReason.OTHER);
        assertThat(reply.stop()).isEqualTo("resting");
    }

    @Test
    default void theReplyIsTheSameAfterTheLogHasHeldIt() throws InterruptedException {
        var reply = ask(client(say("x").callTool("grep", "{\"n\":1.50}")));
        assertThat(LlmReply.from(reply.toJson())).isEqualTo(reply);
    }

    @Test
    default void whatWasCountedComesWithIt() throws InterruptedException {
        var usage = ask(client(say("counted"))).usage();
        assertThat(usage.input()).isPositive();
        assertThat(usage.output()).isPositive();
    }

    @Test
    default void theHashTellsRequestsApart() throws InterruptedException {
        var client = client(answer("a"), answer("b"), answer("c"));
        var first = ask(client).requestHash();
        assertThat(ask(client).requestHash()).isEqualTo(first);
        var other = request(user(new ContentBlock.Text("Goodbye")));
        assertThat(client.stream(other, _ -> {}).requestHash()).isNotEqualTo(first);
    }

    @Test
    default void whatItSaidGoesBackWithTheResults() throws InterruptedException {
        var client =
                client(
                        say("Both").callTool("grep", "{}").callTool("grep", "{\"a\":1}"),
                        answer("done"));
        var asked = ask(client);
        var results =
                asked.toolUses().stream()
                        .map(
                                use ->
                                        (ContentBlock)
                                                new ContentBlock.ToolResult(
                                                        use.id(),
                                                        List.of(new ContentBlock.Text("found")),
                                                        false))
                        .toArray(ContentBlock[]::new);
        var next =
                request(
                        user(new ContentBlock.Text("Hello")),
                        new LlmMessage(LlmMessage.Role.ASSISTANT, asked.content()),
                        user(results));
        assertThat(client.stream(next, _ -> {}).text()).isEqualTo("done");
    }

    @Test
    default void whatTheListenerThrowsReachesTheCaller() {
        var client = client(say("heard"));
        assertThatThrownBy(
                        () ->
                                client.stream(
                                        hello(),
                                        _ -> {
                                            throw new UnsupportedOperationException("not this");
                                        }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("not this");
    }

    @Test
    default void anInterruptedCallerGetsNoAnswerAndUsesNoneUp() throws InterruptedException {
        var client = client(answer("first"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ask(client)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(ask(client).text()).isEqualTo("first");
    }

    @Test
    default void manyWorkersEachGetOneWholeAnswer() throws InterruptedException {
        int workers = 24;
        var texts = IntStream.range(0, workers).mapToObj(i -> "answer " + i).toList();
        var client = client(texts.stream().map(Step::answer).toArray(Step[]::new));
        var seen = ConcurrentHashMap.<String>newKeySet();
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < workers; i++) {
            var thread = Thread.ofVirtual().unstarted(() -> seen.add(toldAndReplied(client)));
            thread.setUncaughtExceptionHandler((_, failure) -> thrown.add(failure));
            thread.start();
            threads.add(thread);
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(thrown).isEmpty();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    default void overloadAndBrokenStreamsAreWorthAnotherAttempt() throws InterruptedException {
        requireFailures();
        var faults =
                List.of(
                        Fault.status(408),
                        Fault.status(409),
                        Fault.status(429),
                        Fault.status(500),
                        Fault.status(529),
                        Fault.cutAfterBytes(700),
                        Fault.endAfterBytes(700),
                        Fault.reset(),
                        Fault.malformedJson(),
                        Fault.htmlPage(),
                        Fault.errorEvent("overloaded_error", "busy"));
        for (var fault : faults) {
            var client = client(fault(fault), answer("after all"));
            assertThatThrownBy(() -> ask(client))
                    .as(fault.toString())
                    .isInstanceOf(LlmException.Transient.class);
            assertThat(ask(client).text()).as(fault.toString()).isEqualTo("after all");
        }
    }

    @Test
    default void aRefusedRequestIsNotWorthAnother() {
        requireFailures();
        for (int status : List.of(400, 401, 403, 404, 413)) {
            assertThatThrownBy(() -> ask(client(fault(Fault.status(status)))))
                    .as("status %d", status)
                    .isInstanceOf(LlmException.Permanent.class);
        }
    }

    @Test
    default void theProvidersWaitComesWithTheFailure() {
        requireFailures();
        var wait = Duration.ofSeconds(7);
        assertThatThrownBy(() -> ask(client(fault(Fault.rateLimited(wait)))))
                .isInstanceOfSatisfying(
                        LlmException.Transient.class,
                        limited -> assertThat(limited.retryAfter()).contains(wait));
    }

    @Test
    default void halfACallIsNeverGiven() {
        requireFailures();
        for (var fault : List.of(Fault.cutInToolInput(), Fault.malformedToolInput())) {
            assertThatThrownBy(() -> ask(client(fault(fault))))
                    .as(fault.toString())
                    .isInstanceOf(LlmException.Transient.class);
        }
    }

    private static Optional<String> textOf(LlmEvent event) {
        return switch (event) {
            case LlmEvent.TextDelta(var text) -> Optional.of(text);
            case LlmEvent.AnswerStarted() -> Optional.empty();
            case LlmEvent.ThinkingDelta thinking -> throw new AssertionError(thinking);
        };
    }

    private static String toldAndReplied(LlmClient client) {
        try {
            var pieces = new ArrayList<LlmEvent>();
            var reply = client.stream(hello(), pieces::add);
            var told =
                    pieces.stream()
                            .flatMap(piece -> textOf(piece).stream())
                            .collect(Collectors.joining());
            return told.equals(reply.text()) ? told : "told '%s' of %s".formatted(told, reply);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.KEY;
import static dev.bestcode.llm.Fixtures.PATIENT;
import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.llm.Fixtures.timeouts;
import static dev.bestcode.testkit.Fault.cutAfterBytes;
import static dev.bestcode.testkit.Fault.endAfterBytes;
import static dev.bestcode.testkit.Fault.errorEvent;
import static dev.bestcode.testkit.Fault.htmlPage;
import static dev.bestcode.testkit.Fault.malformedJson;
import static dev.bestcode.testkit.Fault.malformedToolInput;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.reset;
import static dev.bestcode.testkit.Fault.silence;
import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bestcode.api.llm.LlmException;
import dev.bestcode.testkit.ClosedPort;
import dev.bestcode.testkit.Fault;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

class AnthropicFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void theseStatusesAreWorthAnotherAttempt(int code) {
        assertThat(failure(status(code)))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining(Integer.toString(code))
                .hasMessageContaining("scripted " + code);
    }

    @ParameterizedTest
    @CsvSource({
        "400, scripted 400",
        "401, key was refused",
        "403, key was refused",
        "404, scripted 404",
        "413, scripted 413",
        "422, scripted 422",
        "301, base URL"
    })
    void theseStatusesAreNot(int code, String said) {
        assertThat(failure(status(code)))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining(said);
    }

    @Test
    void retryAfterComesWithTheException() {
        var limited = (LlmException.Transient) failure(rateLimited(Duration.ofSeconds(17)));
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(17));
        assertThat(((LlmException.Transient) failure(status(529))).retryAfter()).isEmpty();
    }

    @Test
    void retryAfterMayBeADate() {
        var clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(RetryAfterHeader.parse("Thu, 01 Jan 2026 00:00:30 GMT", clock))
                .contains(Duration.ofSeconds(30));
        assertThat(RetryAfterHeader.parse("Wed, 31 Dec 2025 00:00:30 GMT", clock))
                .contains(Duration.ZERO);
        assertThat(RetryAfterHeader.parse("soon", clock)).isEmpty();
        assertThat(RetryAfterHeader.parse("-1", clock)).isEmpty();
        assertThat(RetryAfterHeader.parse(" 5 ", clock)).contains(Duration.ofSeconds(5));
        assertThat(RetryAfterHeader.parse("0.25", clock)).contains(Duration.ofMillis(250));
        assertThat(RetryAfterHeader.parse("1.", clock)).isEmpty();
    }

    @Test
    void retryAfterMayBeInMilliseconds() throws IOException {
        var head =
                "HTTP/1.1 429 No\r\nretry-after: 2\r\nretry-after-ms: 1250.5\r\ncontent-length: 0\r\n\r\n";
        try (var server = OneAnswerServer.raw(head, new byte[0])) {
            var limited = (LlmException.Transient) failureOf(server.client());
            assertThat(limited.retryAfter()).contains(Duration.ofNanos(1_250_500_000));
        }
    }

    @Test
    void aCertificateThatIsNotTrustedSaysWhereAuthoritiesAreNamed() {
        var refused = new IOException(new CertificateException("no valid path"));
        assertThat(new ExchangeErrors(Fixtures.errors(), PATIENT).broken(refused))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("certificate is not trusted")
                .hasMessageContaining("SSL_CERT_FILE");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 200, 700, 5000})
    void aStreamThatBreaksOffIsTransient(int bytes) {
        assertTransient(cutAfterBytes(bytes), "");
        assertTransient(endAfterBytes(bytes), "cut short");
    }

    @Test
    void otherBrokenStreamsAreTransient() {
        assertTransient(reset(), "connection broke");
        assertTransient(malformedJson(), "malformed");
        assertTransient(malformedToolInput(), "malformed");
        assertTransient(htmlPage(), "answered 200 with a page");
        assertTransient(errorEvent("overloaded_error", "busy"), "overloaded_error: busy");
    }

    @Test
    void silenceEndsAtTheFirstByteLimit() {
        assertThat(failure(silence(LONG), timeouts(20_000, 50, 20_000, 20_000)))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("no answer within 0.05 s");
    }

    @Test
    void aStreamThatStandsStillEndsAtTheIdleLimit() {
        assertThat(failure(stall(LONG), timeouts(20_000, 20_000, 50, 20_000)))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("stood still for 0.05 s");
    }

    @Test
    void everythingEndsAtTheTotalLimit() {
        assertThat(failure(stall(LONG), timeouts(20_000, 20_000, 20_000, 400)))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("no whole answer within 0.4 s");
    }

    @Test
    void aRefusedConnectionIsTransient() throws IOException {
        try (var nobody = ClosedPort.hold()) {
            assertThat(failureAt(nobody.url(), PATIENT))
                    .isInstanceOf(LlmException.Transient.class)
                    .hasMessageContaining("127.0.0.1:" + nobody.number())
                    .hasMessageContaining("could not be connected to");
        }
    }

    @Test
    void aWayThatIsNotOpenIsPermanentAndSaysSo() {
        var decision = new IOException(new SecurityException("x:443 is not on the list of y"));
        assertThat(new ExchangeErrors(Fixtures.errors(), PATIENT).broken(decision))
                .isInstanceOf(LlmException.Permanent.class)
                .hasMessageContaining("the way there is not open: x:443 is not on the list of y");
    }

    @Test
    void anUnknownHostIsTransient() {
        assertThat(failureAt("http://no-such-host.invalid", PATIENT))
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining("host name was not found");
    }

    @Test
    void anAnswerOrEventBeyondItsBoundIsPermanent() {
        try (var model = ScriptedModel.builder().otherwise(answer("x".repeat(3000))).start()) {
            var small = builder(model.baseUrl(), PATIENT).bounds(2000, 1000).build();
            assertThat(failureOf(small))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("answer is larger than 2,000 bytes");
            var smallEvents = builder(model.baseUrl(), PATIENT).bounds(100_000, 100).build();
            assertThat(failureOf(smallEvents))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("event is larger than 100 bytes");
        }
    }

    @Test
    void anUnfinishedMessageInOnePieceIsTransient() throws IOException {
        var body = "{\"type\":\"message\",\"content\":[]}".getBytes(StandardCharsets.UTF_8);
        try (var server = OneAnswerServer.with("application/json", body, body.length)) {
            assertThat(failureOf(server.client()))
                    .isInstanceOf(LlmException.Transient.class)
                    .hasMessageContaining("malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500})
    void theKeyIsInNoMessageEvenWhenTheProviderRepeatsIt(int code) throws IOException {
        // The key straddles the length bound: half of it must not be left over.
        var padding = "p".repeat(ProviderErrors.MESSAGE_CODE_POINTS_MAX - 10);
        var body =
                "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"message\":\"%s\"}}"
                        .formatted(padding + KEY + " \\u001b[31m");
        var head =
                "HTTP/1.1 %d No\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                        .formatted(code, body.length());
        try (var server = OneAnswerServer.raw(head, body.getBytes(StandardCharsets.US_ASCII))) {
            var failure = failureOf(server.client());
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(KEY.substring(0, 7), "\u001b");
            }
            assertThat(failure.getMessage()).hasSizeLessThan(700);
        }
        assertThat(new ApiKey(KEY, "the test").toString()).isEqualTo("[key]");
    }

    @Test
    void aWrongKeyIsPermanent() {
        try (var model =
                ScriptedModel.builder().script(answer("a")).requireKey("sk-other").start()) {
            assertThat(failureOf(builder(model.baseUrl(), PATIENT).build()))
                    .isInstanceOf(LlmException.Permanent.class)
                    .hasMessageContaining("key was refused (401)")
                    .message()
                    .doesNotContain(KEY);
        }
    }

    @Test
    void anInterruptGivesTheExchangeUpAtOnce() throws InterruptedException {
        try (var model = ScriptedModel.start(fault(stall(LONG)))) {
            var client = builder(model.baseUrl(), PATIENT).build();
            var textSeen = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            var caller =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            client.stream(hello(), _ -> textSeen.countDown());
                                        } catch (InterruptedException | LlmException e) {
                                            thrown.set(e);
                                        }
                                    });
            assertThat(textSeen.await(20, TimeUnit.SECONDS)).isTrue();
            caller.interrupt();

            assertThat(caller.join(Duration.ofSeconds(10))).isTrue();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(model.awaitNoConnections(Duration.ofSeconds(10)))
                    .as("the connection was given up too")
                    .isTrue();
        }
    }

    @Test
    void anInterruptBeforeTheRequestSendsNothing() throws InterruptedException {
        try (var model = ScriptedModel.start(answer("a"))) {
            var client = builder(model.baseUrl(), PATIENT).build();
            Thread.currentThread().interrupt();
            assertThat(
                            catchThrowableOfType(
                                    InterruptedException.class,
                                    () -> client.stream(hello(), _ -> {})))
                    .isNotNull();
            assertThat(model.requests()).isEmpty();
        }
    }

    private static void assertTransient(Fault fault, String said) {
        assertThat(failure(fault))
                .as(fault.toString())
                .isInstanceOf(LlmException.Transient.class)
                .hasMessageContaining(said);
    }

    private static LlmException failure(Fault fault) {
        return failure(fault, PATIENT);
    }

    private static LlmException failure(Fault fault, LlmTimeouts timeouts) {
        try (var model = ScriptedModel.start(fault(fault))) {
            return failureAt(model.baseUrl(), timeouts);
        }
    }

    private static LlmException failureAt(String baseUrl, LlmTimeouts timeouts) {
        return failureOf(builder(baseUrl, timeouts).build());
    }

    private static LlmException failureOf(AnthropicClient client) {
        return Optional.ofNullable(
                        catchThrowableOfType(
                                LlmException.class, () -> client.stream(hello(), _ -> {})))
                .orElseThrow(() -> new AssertionError("the request was answered"));
    }

    private static AnthropicClient.Builder builder(String baseUrl, LlmTimeouts timeouts) {
        return AnthropicClient.builder()
                .baseUrl(baseUrl)
                .apiKey(KEY)
                .timeouts(timeouts)
                .httpClient(Fixtures.DIRECT);
    }
}

package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.BareDelivery;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class LengthRefusalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt is too long: 210000 tokens > 200000 maximum",
                "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000",
                "This model's maximum context length is 8192 tokens",
                "the request exceeds the available context size"
            })
    void providersSayThatARequestIsTooLong(String said) {
        assertThat(isLengthRefusal(Failure.Kind.PROVIDER_FAILED, said)).isTrue();
        assertThat(isLengthRefusal(Failure.Kind.TIMED_OUT, said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens: 100000 > 64000, which is the maximum", "rate limit"})
    void otherRefusalsAreNone(String said) {
        assertThat(isLengthRefusal(Failure.Kind.PROVIDER_FAILED, said)).isFalse();
    }

    private static boolean isLengthRefusal(Failure.Kind kind, String said) {
        var payload = new Failure(kind, "model provider at x: it answered 400: " + said).toJson();
        var message =
                new Message(
                        new MessageId(2),
                        KernelFixtures.ROOT,
                        Message.Kind.FAILURE,
                        "llm",
                        "coder",
                        Failure.TYPE.tag(),
                        Optional.of(new MessageId(1)),
                        "",
                        Bytes.of(Json.print(payload)));
        return LengthRefusal.is(new BareDelivery(message, payload), Optional.empty());
    }
}

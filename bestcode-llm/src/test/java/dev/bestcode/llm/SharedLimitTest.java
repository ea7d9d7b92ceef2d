package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.hello;
import static dev.bestcode.testkit.Fault.rateLimited;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

class SharedLimitTest {
    private static final Duration PAUSE_MAX = Duration.ofMinutes(2);

    private final FakePauses time = new FakePauses();

    @Test
    void oneCallersRateLimitPausesAllOthersOfThatProvider() throws InterruptedException {
        var client = limited(fault(rateLimited(Duration.ofSeconds(20))), answer("later"));
        assertTransient(client);
        assertThat(ask(client)).isEqualTo("later");
        assertThat(time.slept).containsExactly(Duration.ofSeconds(20));
    }

    @Test
    void aPauseThatIsOverHoldsNobody() throws InterruptedException {
        var client = limited(fault(rateLimited(Duration.ofSeconds(20))), answer("later"));
        assertTransient(client);
        time.pass(Duration.ofSeconds(20));
        assertThat(ask(client)).isEqualTo("later");
        assertThat(time.slept).isEmpty();
    }

    @Test
    void aLongPauseIsGivenBackWithWhatIsLeftOfItAndSendsNothing() throws InterruptedException {
        var client = limited(fault(rateLimited(Duration.ofSeconds(90))), answer("later"));
        assertTransient(client);
        time.pass(Duration.ofSeconds(10));
        assertThatThrownBy(() -> ask(client))
                .isInstanceOfSatisfying(
                        LlmException.Transient.class,
                        held -> assertThat(held.retryAfter()).contains(Duration.ofSeconds(80)))
                .hasMessageContaining("80 s");
        time.pass(Duration.ofSeconds(80));
        assertThat(ask(client)).isEqualTo("later");
    }

    @Test
    void noPauseIsLongerThanOneMayAsk() throws InterruptedException {
        var client = limited(fault(rateLimited(Duration.ofDays(2))), answer("later"));
        assertTransient(client);
        time.pass(PAUSE_MAX);
        assertThat(ask(client)).isEqualTo("later");
    }

    @Test
    void aFailureWithoutAWaitPausesNobody() throws InterruptedException {
        var client = limited(fault(status(529)), answer("at once"));
        assertTransient(client);
        assertThat(ask(client)).isEqualTo("at once");
        assertThat(time.slept).isEmpty();
    }

    @Test
    void providersOfOneRouterDoNotWaitForEachOther() throws InterruptedException {
        var router =
                ModelRouter.builder()
                        .provider("a", ScriptedClient.of(fault(rateLimited(Duration.ofMinutes(1)))))
                        .provider("b", ScriptedClient.of(answer("b")))
                        .build();
        var client = SharedLimit.around(router, PAUSE_MAX, time);
        assertThatThrownBy(() -> ask(client, "a/m")).isInstanceOf(LlmException.Transient.class);
        assertThat(ask(client, "b/m")).isEqualTo("b");
        assertThat(time.slept).isEmpty();
    }

    @Test
    void aClientThatHasLimitsKeepsThemSoThatAllWhoAskItShareThem() {
        var client = limited(answer("once"));
        assertThat(SharedLimit.around(client, RetryPolicy.DEFAULT)).isSameAs(client);
    }

    private LlmClient limited(Step... script) {
        return SharedLimit.around(ScriptedClient.of(script), PAUSE_MAX, time);
    }

    private static void assertTransient(LlmClient client) {
        assertThatThrownBy(() -> ask(client)).isInstanceOf(LlmException.Transient.class);
    }

    private static String ask(LlmClient client) throws InterruptedException {
        return client.stream(hello(), _ -> {}).text();
    }

    private static String ask(LlmClient client, String model) throws InterruptedException {
        var request = new LlmRequest(model, 9, "", List.of(), hello().messages());
        return client.stream(request, _ -> {}).text();
    }
}

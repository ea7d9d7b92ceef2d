package dev.bestcode.llm;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.RequestRenderer;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.UntrustedBytes;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The one handler that talks to models: expands a recipe, asks once, and answers with the reply.
/// Each attempt is a delivery of its own; what was shown of one that failed is withdrawn.
public final class LlmPool implements Handler {
    private final LlmClient client;
    private final RequestRenderer renderer;
    private final Supplier<KernelState> state;
    private final Duration requestMax;
    private final RetryPolicy retries;
    private final RandomGenerator chance;

    /// @param client its providers are each asked by a bounded number at once, and wait together
    /// @param state gives the newest durable state
    /// @param requestMax the longest that a request of the client may take
    /// @param chance for the jitter of waits; used by many workers
    public LlmPool(
            LlmClient client,
            RequestRenderer renderer,
            Supplier<KernelState> state,
            Duration requestMax,
            RetryPolicy retries,
            RandomGenerator chance) {
        this.client = SharedLimit.around(client, retries);
        this.requestMax = requestMax;
        this.renderer = renderer;
        this.state = state;
        this.retries = retries;
        this.chance = chance;
    }

    @Override
    public PayloadType accepts() {
        return RequestRecipe.TYPE;
    }

    @Override
    public PayloadType answers() {
        return LlmReply.TYPE;
    }

    /// A request's own limit, and the wait before it.
    @Override
    public Duration timeLimit() {
        return requestMax.plus(SharedLimit.HELD_MAX);
    }

    /// A model may be asked again; that costs, and nothing else.
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        var request = renderer.render(RequestRecipe.from(delivery.payload()), state.get());
        var shown = new Shown(delivery);
        try {
            var reply = client.stream(request, shown::show);
            return HandlerResponse.reply(LlmReply.TYPE, UntrustedBytes.of(reply.toJson()));
        } catch (LlmException.Transient failure) {
            shown.withdraw(reason(failure));
            return again(delivery, failure);
        } catch (LlmException.Permanent failure) {
            shown.withdraw(reason(failure));
            return failed(EffortRefusal.explained(request, reason(failure)));
        }
    }

    private HandlerResponse again(Delivery delivery, LlmException.Transient failure) {
        int attempt = delivery.attempt();
        var wait = retries.waitAfter(attempt, failure.retryAfter(), chance);
        if (wait.isEmpty()) {
            return failed(givenUp(attempt, failure));
        }
        return new HandlerResponse(
                List.of(), List.of(), new Outcome.RetryAfter(wait.get(), reason(failure)));
    }

    private static String givenUp(int attempt, LlmException.Transient failure) {
        return "%s. Given up after %d %s%s; check the provider's status and the network, then try again"
                .formatted(
                        reason(failure),
                        attempt,
                        attempt == 1 ? "attempt" : "attempts",
                        failure.retryAfter()
                                .map(wait -> " (it asks to wait " + wait.toSeconds() + " s)")
                                .orElse(""));
    }

    /// A client's exceptions always say something; the type of the JDK's root cannot promise it.
    private static String reason(LlmException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "the model provider failed");
    }

    private static HandlerResponse failed(String message) {
        return HandlerResponse.failed(new Failure(Failure.Kind.PROVIDER_FAILED, message));
    }

    /// What watchers have seen of one attempt.
    private static final class Shown {
        private final Delivery delivery;
        private boolean any;

        Shown(Delivery delivery) {
            this.delivery = delivery;
        }

        void show(LlmEvent event) {
            switch (event) {
                case LlmEvent.AnswerStarted() -> delivery.answerStarted();
                case LlmEvent.TextDelta(var text) -> tell(new Progress.Text(text));
                case LlmEvent.ThinkingDelta(var text) -> tell(new Progress.Thinking(text));
            }
        }

        private void tell(Progress piece) {
            any = true;
            delivery.progress(piece);
        }

        void withdraw(String reason) {
            if (any) {
                delivery.progress(new Progress.Withdrawn(reason));
            }
        }
    }
}

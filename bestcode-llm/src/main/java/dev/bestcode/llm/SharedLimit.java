package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What all callers of one provider share: how many may ask at once, and the pause that it asked
/// one of them for. Whoever comes meanwhile waits with the others; for longer than [#HELD_MAX] it
/// is told to come again, which is seen by whoever watches.
public final class SharedLimit implements LlmClient {
    /// Requests under way at once: every sub-agent that a run may have may think, a few
    /// runs side by side, and no provider's rate limit for a single key is stormed.
    static final int REQUESTS_IN_FLIGHT_MAX = 16;

    /// The longest wait inside of one delivery, which also has to hold the request itself.
    static final Duration HELD_MAX = Duration.ofSeconds(30);

    private final LlmClient client;
    private final Duration pauseMax;
    private final Pauses time;
    private final Semaphore inFlight = new Semaphore(REQUESTS_IN_FLIGHT_MAX, true);
    private final AtomicLong pausedUntil;

    /// @param pauseMax the longest pause that one answer can ask for; then others may try again
    private SharedLimit(LlmClient client, Duration pauseMax, Pauses time) {
        this.client = client;
        this.pauseMax = pauseMax;
        this.time = time;
        this.pausedUntil = new AtomicLong(time.nanoTime());
    }

    /// The client with limits around each that asks a provider, for all who are to share them. One
    /// that has them keeps them.
    /// @param retries say how long a pause a provider may ask for
    public static LlmClient around(LlmClient client, RetryPolicy retries) {
        return around(client, retries.retryAfterMax(), Pauses.REAL);
    }

    static LlmClient around(LlmClient client, Duration pauseMax, Pauses time) {
        return switch (client) {
            case SharedLimit limited -> limited;
            case CompositeClient composite -> composite.map(inner -> around(inner, pauseMax, time));
            default -> new SharedLimit(client, pauseMax, time);
        };
    }

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent)
            throws InterruptedException {
        inFlight.acquire();
        try {
            awaitPause();
            return client.stream(request, onEvent);
        } catch (LlmException.Transient failure) {
            failure.retryAfter().ifPresent(this::pause);
            throw failure;
        } finally {
            inFlight.release();
        }
    }

    private void awaitPause() throws InterruptedException {
        long latest = time.nanoTime() + HELD_MAX.toNanos();
        while (true) {
            long now = time.nanoTime();
            long until = pausedUntil.get();
            if (until - now <= 0) {
                return;
            }
            if (until - latest > 0) {
                var left = Duration.ofNanos(until - now);
                throw new LlmException.Transient(
                        "the model provider asked all callers to wait; %d s of that are left"
                                .formatted(left.toSeconds()),
                        Optional.of(left));
            }
            time.sleep(until - now);
        }
    }

    private void pause(Duration asked) {
        var pause = asked.compareTo(pauseMax) < 0 ? asked : pauseMax;
        long until = time.nanoTime() + pause.toNanos();
        pausedUntil.accumulateAndGet(until, (a, b) -> b - a > 0 ? b : a);
    }
}

package dev.bestcode.runtime;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.llm.CompositeClient;
import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.TimedClient;
import dev.bestcode.ports.EgressLimits;

import java.time.Duration;

/// How long requests to models may take: each client has its own limits or those of the system, and
/// nothing around a request ends it sooner.
/// @param usual limits of clients that say nothing of it
record RequestTimes(LlmTimeouts usual) {
    /// The longest delivery of a request: its own limit, and what the pool and the pipeline add.
    static final Duration DELIVERY_MAX = LlmTimeouts.MAX.plusMinutes(1);

    /// For the client to say first that nothing came: it knows why.
    private static final Duration LATER = Duration.ofMinutes(1);

    /// The client with the usual limits wherever it has none of its own.
    LlmClient given(LlmClient client) {
        return switch (client) {
            case CompositeClient composite -> composite.map(this::given);
            case TimedClient timed -> timed.withUsualTimeouts(usual);
            default -> client;
        };
    }

    /// The longest that a request may take: the client's, with the usual limits wherever it has
    /// none of its own, or theirs.
    Duration longest(LlmClient client) {
        return switch (client) {
            case CompositeClient composite ->
                    composite.clients().stream()
                            .map(this::longest)
                            .reduce(usual.total(), RequestTimes::longer);
            case TimedClient timed ->
                    longer(usual.total(), timed.withUsualTimeouts(usual).timeouts().total());
            default -> usual.total();
        };
    }

    /// The limits of a way out that waits at least as long as a client.
    static EgressLimits ofWayOut(LlmClient client, Duration connect) {
        var limits = EgressLimits.DEFAULT.withConnect(connect);
        return client instanceof TimedClient timed
                ? limits.withIdle(longer(limits.idle(), silence(timed.timeouts()).plus(LATER)))
                : limits;
    }

    private static Duration silence(LlmTimeouts timeouts) {
        return longer(timeouts.firstByte(), timeouts.idle());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}

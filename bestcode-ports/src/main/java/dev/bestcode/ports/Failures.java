package dev.bestcode.ports;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the proxy could not do, kept for our own client, which learns no more than a status from
/// the JDK. Holds requests under way alone: whoever took a number gives it back.
final class Failures {
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentHashMap<Long, Optional<EgressException>> underWay =
            new ConcurrentHashMap<>();
    private final String user;
    private final EgressListener listener;

    Failures(String user, EgressListener listener) {
        this.user = user;
        this.listener = listener;
    }

    /// A number for a request; [#end] it.
    long begin() {
        long number = numbers.incrementAndGet();
        underWay.put(number, Optional.empty());
        return number;
    }

    void failed(OptionalLong number, Target target, EgressException why) {
        number.ifPresent(n -> underWay.computeIfPresent(n, (_, _) -> Optional.of(why)));
        listener.on(
                new EgressEvent.Refused(
                        user, target.host().toString(), target.port(), why.reason()));
    }

    Optional<EgressException> of(long number) {
        return underWay.getOrDefault(number, Optional.empty());
    }

    void end(long number) {
        underWay.remove(number);
    }
}

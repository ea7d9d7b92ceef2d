package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Calls the echo so many times, one call after the other, and measures each from its own return to
/// the delivery of the answer: two hops.
final class EchoCaller implements Handler {
    static final String NAME = "caller";

    private final int callsPerRun;
    private final Map<ThreadId, Calls> open = new ConcurrentHashMap<>();
    private volatile Latencies latencies = new Latencies();

    EchoCaller(int callsPerRun) {
        this.callsPerRun = callsPerRun;
    }

    /// What was measured since the last time.
    Latencies take() {
        var taken = latencies;
        latencies = new Latencies();
        return taken;
    }

    @Override
    public PayloadType accepts() {
        return EchoPayload.TYPE;
    }

    @Override
    public PayloadType answers() {
        return EchoPayload.TYPE;
    }

    @Override
    public boolean effectFree() {
        return true;
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        long now = System.nanoTime();
        var thread = delivery.message().thread();
        var calls = open.computeIfAbsent(thread, first -> new Calls());
        if (delivery.message().kind() == Message.Kind.FAILURE) {
            throw new IllegalStateException("a call failed: " + delivery.payload());
        }
        if (delivery.message().kind() == Message.Kind.ANSWER) {
            calls.latencies.add(now - calls.sent);
        }
        if (calls.latencies.count() == callsPerRun) {
            open.remove(thread);
            add(calls.latencies);
            return HandlerResponse.reply(EchoPayload.TYPE, EchoPayload.BYTES_512);
        }
        calls.sent = System.nanoTime();
        return Echo.call("c");
    }

    private synchronized void add(Latencies ofOneRun) {
        latencies.addAll(ofOneRun);
    }

    /// One run's.
    private static final class Calls {
        private final Latencies latencies = new Latencies();
        private long sent;
    }

    /// Who is called.
    /// @param effectFree whether a call of it need not be forced first
    record Echo(boolean effectFree) implements Handler {
        static final String NAME = "echo";

        static HandlerResponse call(String call) {
            return HandlerResponse.done(
                    List.of(
                            new Outgoing.Send(
                                    NAME, EchoPayload.TYPE.tag(), EchoPayload.BYTES_512, call)),
                    List.of());
        }

        @Override
        public PayloadType accepts() {
            return EchoPayload.TYPE;
        }

        @Override
        public PayloadType answers() {
            return EchoPayload.TYPE;
        }

        @Override
        public HandlerResponse handle(Delivery delivery) {
            return HandlerResponse.reply(EchoPayload.TYPE, EchoPayload.BYTES_512);
        }
    }
}

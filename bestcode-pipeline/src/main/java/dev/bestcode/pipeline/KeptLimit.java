package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Left;

import java.time.Duration;
import java.util.Optional;

/// What the request of a run may spend whose messages are dropped once they are delivered: after a
/// kill the request cannot say it any more.
final class KeptLimit {
    /// Holds a dot, so that no tool can have it as its name.
    private static final String KEY = "system.limit";

    private KeptLimit() {}

    static void with(Draft draft, Lane lane, Left limit) {
        if (lane.run.isPrunedAtEnd()) {
            draft.add(keep(lane.id, limit));
        }
    }

    private static KernelOp keep(ThreadId thread, Left limit) {
        var json =
                JsonObject.builder()
                        .put("allowance", Account.json(limit.allowance()))
                        .put("time_ms", limit.time().toMillis())
                        .build();
        return new KernelOp.HandlerStateSet(thread, KEY, Bytes.of(Json.canonical(json)));
    }

    static Optional<Left> of(KernelState state, ThreadId thread) {
        return state.handlerState(thread, KEY)
                .map(kept -> Json.parseObject(kept.utf8()))
                .map(
                        json ->
                                new Left(
                                        Account.allowance(json.requireObject("allowance")),
                                        Duration.ofMillis(json.requireLong("time_ms"))));
    }
}

package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Allowance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one thread and all below it have spent and set aside. It lies in the log as the system's
/// own state of the thread, written by the transactions that change it; so after a kill what was
/// set aside is still there, and is charged in full.
/// @param spent by all requests of the thread, what is only estimated included
/// @param estimated the part of it that nobody counted
/// @param base what was spent when the open request came
/// @param open what the thread's own calls have set aside, by call
/// @param reserved the same of the thread and all below it
/// @param worked how long the open request had been worked on when this was written
record Account(
        Allowance spent,
        Allowance estimated,
        Allowance base,
        Map<String, Allowance> open,
        Allowance reserved,
        Duration worked) {
    /// Holds a dot, so that no tool can have it as its name.
    static final String KEY = "system.account";

    static final Account NEW =
            new Account(
                    Allowance.ZERO,
                    Allowance.ZERO,
                    Allowance.ZERO,
                    Map.of(),
                    Allowance.ZERO,
                    Duration.ZERO);

    Account {
        open = Map.copyOf(open);
    }

    /// A request opens the thread: what was spent and worked before is not on it.
    Account opened() {
        return new Account(spent, estimated, spent, open, reserved, Duration.ZERO);
    }

    Account calling(String call, Allowance most) {
        var more = new LinkedHashMap<>(open);
        more.put(call, most);
        return new Account(spent, estimated, base, more, reserved, worked);
    }

    Account answered(String call) {
        var fewer = new LinkedHashMap<>(open);
        fewer.remove(call);
        return new Account(spent, estimated, base, fewer, reserved, worked);
    }

    Account reserving(Allowance most) {
        return new Account(spent, estimated, base, open, reserved.plus(most), worked);
    }

    Account releasing(Allowance most) {
        return new Account(spent, estimated, base, open, reserved.minus(most), worked);
    }

    Account charged(Allowance cost, boolean counted) {
        return new Account(
                spent.plus(cost),
                counted ? estimated : estimated.plus(cost),
                base,
                open,
                reserved,
                worked);
    }

    Account workedFor(Duration time) {
        return new Account(spent, estimated, base, open, reserved, time);
    }

    /// What the open request may still set aside.
    Allowance left(Allowance limit) {
        return limit.minus(spent.minus(base)).minus(reserved);
    }

    KernelOp.StateOp keep(ThreadId thread) {
        var calls = JsonObject.builder();
        open.forEach((call, most) -> calls.put(call, json(most)));
        var json =
                JsonObject.builder()
                        .put("spent", json(spent))
                        .put("estimated", json(estimated))
                        .put("base", json(base))
                        .put("open", calls.build())
                        .put("worked_ms", worked.toMillis())
                        .build();
        return new KernelOp.HandlerStateSet(thread, KEY, Bytes.of(Json.canonical(json)));
    }

    /// As the log has it, without what is set aside.
    /// @throws IllegalArgumentException when the record is not one of ours
    static Account of(KernelState state, ThreadId thread) {
        return state.handlerState(thread, KEY)
                .map(record -> from(Json.parseObject(record.utf8())))
                .orElse(NEW);
    }

    /// @throws IllegalArgumentException when it is not a record of ours
    static Account from(JsonObject json) {
        var open = new LinkedHashMap<String, Allowance>();
        json.requireObject("open")
                .members()
                .forEach((call, most) -> open.put(call, allowance((JsonObject) most)));
        return new Account(
                allowance(json.requireObject("spent")),
                allowance(json.requireObject("estimated")),
                allowance(json.requireObject("base")),
                open,
                Allowance.ZERO,
                Duration.ofMillis(json.integer("worked_ms").orElse(0)));
    }

    static JsonObject json(Allowance amount) {
        return JsonObject.builder()
                .put("tokens", amount.tokens())
                .put("micro_usd", amount.microUsd())
                .build();
    }

    static Allowance allowance(JsonObject json) {
        return new Allowance(json.requireLong("tokens"), json.requireLong("micro_usd"));
    }
}

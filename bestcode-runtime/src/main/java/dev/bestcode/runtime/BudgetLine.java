package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Allowance;

import java.time.Duration;

/// What one thread's open request may spend, and how it stood at one moment. All above it hold too.
/// @param thread its path, for people
/// @param limit as the organism says now, and the request itself
/// @param spent by the request and all below it
/// @param setAside for requests that were not answered yet, those below included
/// @param worked how long, as it was written down last
/// @param time how long it may be worked on
public record BudgetLine(
        String thread,
        Allowance limit,
        Allowance spent,
        Allowance setAside,
        Duration worked,
        Duration time) {
    /// What could still be set aside.
    public Allowance left() {
        return limit.minus(spent).minus(setAside);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("thread", thread)
                .put("limit", json(limit))
                .put("spent", json(spent))
                .put("set_aside", json(setAside))
                .put("left", json(left()))
                .put("worked_ms", worked.toMillis())
                .put("time_ms", time.toMillis())
                .build();
    }

    /// An amount without a limit is absent.
    static JsonObject json(Allowance amount) {
        var json = JsonObject.builder();
        if (amount.tokens() < Allowance.MAX.tokens() / 2) {
            json.put("tokens", amount.tokens());
        }
        if (amount.microUsd() < Allowance.MAX.microUsd() / 2) {
            json.put("micro_usd", amount.microUsd());
        }
        return json.build();
    }
}

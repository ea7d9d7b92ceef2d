package dev.bestcode.api.control;

import dev.bestcode.api.json.JsonObject;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What one task may spend, where that is less than its agent and its profile allow. Zero allows
/// nothing; what is absent is bounded by those.
/// @param microUsd millionths of a US dollar
/// @param time in whole seconds, without the time that approvals wait
public record TaskBudget(OptionalLong microUsd, OptionalLong tokens, Optional<Duration> time) {
    public static final TaskBudget UNSTATED =
            new TaskBudget(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

    public TaskBudget {
        if (microUsd.orElse(0) < 0
                || tokens.orElse(0) < 0
                || time.orElse(Duration.ZERO).isNegative()) {
            throw new IllegalArgumentException(
                    "a budget of %s µUSD, %s tokens and %s; allowed from 0"
                            .formatted(microUsd, tokens, time));
        }
    }

    public TaskBudget withMicroUsd(long amount) {
        return new TaskBudget(OptionalLong.of(amount), tokens, time);
    }

    public TaskBudget withTokens(long count) {
        return new TaskBudget(microUsd, OptionalLong.of(count), time);
    }

    public TaskBudget withTime(Duration limit) {
        return new TaskBudget(microUsd, tokens, Optional.of(limit));
    }

    public JsonObject toJson() {
        var json = JsonObject.builder();
        microUsd.ifPresent(amount -> json.put("micro_usd", amount));
        tokens.ifPresent(count -> json.put("tokens", count));
        time.ifPresent(limit -> json.put("seconds", limit.toSeconds()));
        return json.build();
    }

    /// @throws IllegalArgumentException when it is not a budget's JSON
    public static TaskBudget from(JsonObject json) {
        return new TaskBudget(
                amount(json, "micro_usd"),
                amount(json, "tokens"),
                amount(json, "seconds").stream().mapToObj(Duration::ofSeconds).findFirst());
    }

    private static OptionalLong amount(JsonObject json, String name) {
        return json.get(name).isPresent()
                ? OptionalLong.of(json.requireLong(name))
                : OptionalLong.empty();
    }
}

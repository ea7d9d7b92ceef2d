package dev.bestcode.security;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;

import java.util.List;

/// What a call of an organism comes to for one of its callers: the intersection, and what its own
/// profile names beyond it.
/// @param reached by its agent, in the order of its profile
/// @param withheld what the profile gives its agent and the caller does not have
record AuditedCall(
        String listener,
        String caller,
        String profile,
        String agent,
        List<String> reached,
        List<String> withheld) {
    AuditedCall {
        reached = List.copyOf(reached);
        withheld = List.copyOf(withheld);
    }

    String line() {
        var line =
                "%s, called by %s, has %s of profile %s work with: %s"
                        .formatted(listener, caller, agent, profile, String.join(", ", reached));
        return withheld.isEmpty()
                ? line
                : line + "; not with: %s".formatted(String.join(", ", withheld));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("listener", listener)
                .put("caller", caller)
                .put("profile", profile)
                .put("agent", agent)
                .put("reached", JsonArray.ofStrings(reached))
                .put("withheld", JsonArray.ofStrings(withheld))
                .build();
    }
}

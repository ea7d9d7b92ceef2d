package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Left;

/// What a request may spend, all that it causes included.
public interface Budgets {
    /// Nothing is limited.
    Budgets NONE = (_, _, _) -> Left.UNLIMITED;

    /// @param request its payload; empty when it is not kept any more
    Left of(String profile, String listener, JsonObject request);
}

package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.MessageId;

/// A request to a model.
/// @param model that was asked
/// @param setAside the most that it could cost
public record ModelRequest(MessageId message, String model, Allowance setAside, ContextView view) {
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("request", message.value())
                .put("model", model)
                .put("set_aside", BudgetLine.json(setAside))
                .put("view", view.toJson())
                .build();
    }
}

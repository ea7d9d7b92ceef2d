package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.llm.ModelProvider;

import java.util.Optional;

/// A model on a line.
final class ModelLines {
    private static final int NAME_WIDTH = 60;

    private ModelLines() {}

    /// @param prefix the provider's name and a slash
    static String text(String prefix, ModelProvider.Model model, Optional<ModelPrice> price) {
        var cost =
                price.map(ModelPrice::rates)
                        .map(
                                rates ->
                                        "$%s / $%s"
                                                .formatted(
                                                        rates.input().toPlainString(),
                                                        rates.output().toPlainString()))
                        .orElse("no price known");
        return "%-44s %-20s %s"
                .formatted(
                        Printable.line(prefix + model.id(), NAME_WIDTH),
                        cost,
                        model.name().equals(model.id())
                                ? ""
                                : Printable.line(model.name(), NAME_WIDTH))
                .stripTrailing();
    }

    static JsonObject json(String prefix, ModelProvider.Model model, Optional<ModelPrice> price) {
        var json = JsonObject.builder().put("model", prefix + model.id()).put("name", model.name());
        price.ifPresent(known -> json.put("usd_per_million", json(known)));
        return json.build();
    }

    private static JsonObject json(ModelPrice price) {
        var json = rates(price.rates());
        price.longPrompt()
                .ifPresent(
                        tier ->
                                json.put(
                                        "long_prompt",
                                        rates(tier.rates()).put("above", tier.above()).build()));
        return json.put("source", price.source()).put("date", price.date().toString()).build();
    }

    private static JsonObject.Builder rates(ModelPrice.Rates rates) {
        return JsonObject.builder()
                .put("input", rates.input().toPlainString())
                .put("output", rates.output().toPlainString())
                .put("cache_write", rates.cacheWrite().toPlainString())
                .put("cache_read", rates.cacheRead().toPlainString());
    }
}

package dev.bestcode.llm;

import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.llm.ModelPricing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A table of prices, each with where and when it was read: the one that comes with this version,
/// and what a user's own file adds to it or says otherwise.
///
/// A model is looked up by its name as it stands, then without the provider's name in front, each
/// also as a short name and without a date at its end.
public final class ModelPrices implements ModelPricing {
    private static final String RESOURCE = "model-prices.json";

    private static final Pattern DATED = Pattern.compile("-20\\d{2}-?\\d{2}-?\\d{2}$");

    private final Map<String, ModelPrice> byModel;
    private final ModelAliases aliases = ModelAliases.builtInAnd(Map.of());

    private ModelPrices(Map<String, ModelPrice> byModel) {
        this.byModel = Collections.unmodifiableMap(new LinkedHashMap<>(byModel));
    }

    /// Those that come with this version.
    public static ModelPrices builtIn() {
        try (var in = ModelPrices.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return new ModelPrices(PriceReader.read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// These, with those of a file of the same form added, or put in place of the ones that are
    /// there: `{"version":1,"prices":[{"model":"m","input":"3","output":"15","cache_write":"3.75",
    /// "cache_read":"0.30","source":"my contract","date":"2026-11-26"}]}`, in US dollars for a
    /// million tokens. `long_prompt` may hold `above` and the four rates once more.
    /// @throws IllegalArgumentException naming the place, when anything in it is missing or unknown
    public ModelPrices and(byte[] utf8) {
        var all = new LinkedHashMap<>(byModel);
        all.putAll(PriceReader.read(utf8));
        return new ModelPrices(all);
    }

    /// Every price, by model.
    public Map<String, ModelPrice> all() {
        return byModel;
    }

    @Override
    public Optional<ModelPrice> priceOf(String model) {
        var whole = found(model);
        int slash = model.indexOf('/');
        return whole.isPresent() || slash < 0 ? whole : found(model.substring(slash + 1));
    }

    private Optional<ModelPrice> found(String name) {
        var id = aliases.idOf(name);
        return Optional.ofNullable(byModel.get(name))
                .or(() -> Optional.ofNullable(byModel.get(id)))
                .or(() -> Optional.ofNullable(byModel.get(DATED.matcher(id).replaceFirst(""))));
    }
}

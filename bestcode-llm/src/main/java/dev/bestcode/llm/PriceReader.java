package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ModelPrice;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads tables of prices. Amounts are text, since a number of JSON may lose its last digits in an
/// editor.
final class PriceReader {
    private static final int VERSION = 1;
    private static final StrictJson FILE = new StrictJson("prices");
    private static final String WHOLE = "the table";

    /// More than every provider has together.
    private static final int ROWS_MAX = 10_000;

    private static final Set<String> RATES = Set.of("input", "output", "cache_write", "cache_read");

    private PriceReader() {}

    static Map<String, ModelPrice> read(byte[] utf8) {
        var table =
                FILE.object(
                        WHOLE, FILE.at(WHOLE, () -> Json.parse(utf8)), Set.of("version", "prices"));
        if (FILE.at("version", () -> table.requireLong("version")) != VERSION) {
            throw FILE.wrong("version", "is not " + VERSION);
        }
        var rows = FILE.at("prices", () -> table.requireArray("prices")).values();
        if (rows.size() > ROWS_MAX) {
            throw FILE.wrong("prices", "has more than " + ROWS_MAX + " rows");
        }
        var byModel = new LinkedHashMap<String, ModelPrice>();
        FILE.each("prices", rows, place -> row(place, byModel));
        return byModel;
    }

    private static ModelPrice row(StrictJson.Place place, Map<String, ModelPrice> byModel) {
        var known =
                Set.of(
                        "model",
                        "input",
                        "output",
                        "cache_write",
                        "cache_read",
                        "long_prompt",
                        "source",
                        "date");
        var row = FILE.object(place.path(), place.value(), known);
        var price =
                new ModelPrice(
                        rates(place.path(), row),
                        row.get("long_prompt").map(_ -> longPrompt(place.path(), row)),
                        text(place.path(), row, "source"),
                        date(place.path() + ".date", text(place.path(), row, "date")));
        var model = text(place.path(), row, "model");
        if (byModel.put(model, price) != null) {
            throw FILE.wrong(place.path() + ".model", "'" + model + "' is there twice");
        }
        return price;
    }

    private static ModelPrice.LongPrompt longPrompt(String path, JsonObject row) {
        var at = path + ".long_prompt";
        var tier = FILE.at(at, () -> row.requireObject("long_prompt"));
        var known = new HashSet<>(RATES);
        known.add("above");
        FILE.object(at, tier, known);
        return new ModelPrice.LongPrompt(
                FILE.at(at + ".above", () -> tier.requireLong("above")), rates(at, tier));
    }

    private static ModelPrice.Rates rates(String path, JsonObject row) {
        return FILE.at(
                path,
                () ->
                        new ModelPrice.Rates(
                                usd(path, row, "input"),
                                usd(path, row, "output"),
                                usd(path, row, "cache_write"),
                                usd(path, row, "cache_read")));
    }

    private static BigDecimal usd(String path, JsonObject row, String name) {
        var text = text(path, row, name);
        if (!text.matches("\\d{1,7}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException(
                    "member '%s' is '%s'; allowed: US dollars such as \"3.75\""
                            .formatted(name, text));
        }
        return new BigDecimal(text);
    }

    private static String text(String path, JsonObject row, String name) {
        return Optional.of(FILE.at(path, () -> row.requireString(name)))
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> FILE.wrong(path, "member '" + name + "' is empty"));
    }

    private static LocalDate date(String path, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw FILE.wrong(path, "is '" + text + "'; allowed: a day such as 2026-11-26");
        }
    }
}

package dev.bestcode.embedding;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingException;
import dev.bestcode.api.embedding.EmbeddingException.Kind;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.util.List;
import java.util.TreeMap;

/// The JSON of OpenAI's embeddings endpoint, both ways.
final class EmbeddingsAnswer {
    private EmbeddingsAnswer() {}

    static JsonObject request(String model, List<String> texts) {
        return JsonObject.builder()
                .put("model", model)
                .put("input", JsonArray.ofStrings(texts))
                .put("encoding_format", "float")
                .build();
    }

    /// The vectors in the order of their indexes, whatever order they came in.
    /// @throws EmbeddingException when it is not exactly one vector of the right size for each text
    static List<Embedding> rows(byte[] body, int count, int dimensions) {
        try {
            if (!(Json.parse(body) instanceof JsonObject answer)) {
                throw malformed("not a JSON object");
            }
            var byIndex = new TreeMap<Integer, Embedding>();
            for (var item : answer.requireArray("data").values()) {
                if (!(item instanceof JsonObject row)) {
                    throw malformed("an item that is not an object");
                }
                byIndex.put(
                        row.requireInt("index"), vector(row.requireArray("embedding"), dimensions));
            }
            if (byIndex.size() != count
                    || answer.requireArray("data").values().size() != count
                    || (count > 0 && (byIndex.firstKey() != 0 || byIndex.lastKey() != count - 1))) {
                throw malformed(
                        "vectors of the texts %s; asked for %d".formatted(byIndex.keySet(), count));
            }
            return List.copyOf(byIndex.values());
        } catch (JsonException | IllegalArgumentException e) {
            throw new EmbeddingException(
                    Kind.MALFORMED, "the embedding provider's answer: " + e.getMessage(), e);
        }
    }

    private static Embedding vector(JsonArray numbers, int dimensions) {
        if (numbers.values().size() != dimensions) {
            throw malformed(
                    "a vector of %d numbers; expected %d, as the provider was declared"
                            .formatted(numbers.values().size(), dimensions));
        }
        var values = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            values[i] = number(numbers.values().get(i));
        }
        return Embedding.scaled(values);
    }

    private static float number(JsonValue value) {
        if (value instanceof JsonNumber number) {
            return (float) number.asDouble();
        }
        throw malformed("a vector with something else than numbers in it");
    }

    private static EmbeddingException malformed(String what) {
        return new EmbeddingException(
                Kind.MALFORMED, "the embedding provider's answer has " + what);
    }
}

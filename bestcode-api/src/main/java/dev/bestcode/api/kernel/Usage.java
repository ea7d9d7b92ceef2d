package dev.bestcode.api.kernel;

import dev.bestcode.api.json.JsonObject;

/// Tokens that a provider counted, all from 0.
/// @param input tokens read anew
/// @param output tokens written
/// @param cacheRead tokens read from the provider's prompt cache
/// @param cacheWrite tokens written to it
public record Usage(long input, long output, long cacheRead, long cacheWrite) {
    public static final Usage ZERO = new Usage(0, 0, 0, 0);

    public Usage {
        if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite < 0) {
            throw new IllegalArgumentException(
                    "usage is %d/%d/%d/%d tokens; allowed from 0"
                            .formatted(input, output, cacheRead, cacheWrite));
        }
    }

    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(input, other.input),
                Math.addExact(output, other.output),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(cacheWrite, other.cacheWrite));
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("cache_read_tokens", cacheRead)
                .put("cache_write_tokens", cacheWrite)
                .build();
    }

    /// @throws IllegalArgumentException when a count is missing or negative
    public static Usage from(JsonObject json) {
        return new Usage(
                json.requireLong("input_tokens"),
                json.requireLong("output_tokens"),
                json.requireLong("cache_read_tokens"),
                json.requireLong("cache_write_tokens"));
    }
}

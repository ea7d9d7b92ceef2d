package dev.bestcode.api.json;

/// What a document may cost before it is refused.
/// @param bytes size of the whole document
/// @param depth nested objects and arrays
/// @param numberChars characters of one number
public record JsonLimits(int bytes, int depth, int numberChars) {
    /// The wire's limits: 16 MiB, 128 deep, 64 digits.
    public static final JsonLimits WIRE = new JsonLimits(16 << 20, 128, 64);

    public JsonLimits {
        if (bytes < 0 || depth < 0 || numberChars < 0) {
            throw new IllegalArgumentException(
                    "limits are %d bytes, depth %d, %d number characters; none may be negative"
                            .formatted(bytes, depth, numberChars));
        }
    }
}

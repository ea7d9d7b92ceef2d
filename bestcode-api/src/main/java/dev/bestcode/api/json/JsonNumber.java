package dev.bestcode.api.json;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A number as it was written: `1.0` and `1` differ, and no digit is lost.
public record JsonNumber(String lexeme) implements JsonValue {
    private static final Pattern GRAMMAR =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    public JsonNumber {
        if (!GRAMMAR.matcher(lexeme).matches()) {
            throw new IllegalArgumentException(
                    "'" + lexeme + "' is not a JSON number; allowed: RFC 8259, section 6");
        }
    }

    public static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /// The value when it is an integer that fits 64 bits, `3.0` and `3e2` included.
    public OptionalLong asLong() {
        try {
            var value = new BigDecimal(lexeme);
            // Refuses 1e999999999 by its scale, and expands no digits.
            return OptionalLong.of(value.longValueExact());
        } catch (ArithmeticException | NumberFormatException notALong) {
            return OptionalLong.empty();
        }
    }

    public double asDouble() {
        return Double.parseDouble(lexeme);
    }
}

package dev.bestcode.api.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The one JSON parser and printer, on Jackson's streaming core.
/// Strict: one document, no duplicate names, no comments, nothing after the end. Stateless and safe
/// from any worker.
public final class Json {
    private Json() {}

    /// Parse UTF-8 within the limits of the wire.
    /// @throws JsonException when the bytes are not one JSON document, or pass a limit
    public static JsonValue parse(byte[] utf8) {
        return parse(utf8, JsonLimits.WIRE);
    }

    /// Parse text within the limits of the wire.
    /// @throws JsonException as [#parse(byte[])]
    public static JsonValue parse(String text) {
        return parse(new JsonString(text).value().getBytes(StandardCharsets.UTF_8));
    }

    /// Parse text that has to be an object.
    /// @throws JsonException when it is not
    public static JsonObject parseObject(String text) {
        if (parse(text) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    /// Parse UTF-8 within given limits.
    /// @throws JsonException when the bytes are not one JSON document, or pass a limit
    public static JsonValue parse(byte[] utf8, JsonLimits limits) {
        if (utf8.length > limits.bytes()) {
            throw new JsonException(
                    "document of %,d bytes; allowed %,d".formatted(utf8.length, limits.bytes()));
        }
        try (var parser = factory(limits).createParser(ObjectReadContext.empty(), decode(utf8))) {
            if (parser.nextToken() == null) {
                throw new JsonException("empty document; expected one JSON value");
            }
            var value = value(parser, limits);
            if (parser.nextToken() != null) {
                throw new JsonException("bytes after the end of the document" + where(parser));
            }
            return value;
        } catch (JacksonException e) {
            throw new JsonException(e.getOriginalMessage() + where(e), e);
        }
    }

    /// Jackson guesses the encoding of bytes, and lets malformed and overlong UTF-8 through; then
    /// two readers of the same bytes could see different values.
    private static String decode(byte[] utf8) {
        var text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
    }

    /// What a lenient decoder puts in the place of bytes that are no UTF-8; a text may have it too.
    private static final char REPLACEMENT = '\uFFFD';

    private static String decodeStrictly(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new JsonException("the document is not UTF-8; expected RFC 3629", e);
        }
    }

    /// Print without white space, members in their own order.
    public static byte[] print(JsonValue value) {
        return write(value, false);
    }

    /// Print the canonical form: without white space, members sorted by UTF-16 code units.
    public static byte[] canonical(JsonValue value) {
        return write(value, true);
    }

    /// Print as text, members in their own order.
    public static String text(JsonValue value) {
        var out = new StringWriter();
        try (var generator = PRINTER.createGenerator(ObjectWriteContext.empty(), out)) {
            write(generator, value, false);
        }
        return out.toString();
    }

    private static final JsonFactory PRINTER = new JsonFactory();
    private static final JsonFactory WIRE = build(JsonLimits.WIRE);

    private static JsonFactory factory(JsonLimits limits) {
        return limits.equals(JsonLimits.WIRE) ? WIRE : build(limits);
    }

    private static JsonFactory build(JsonLimits limits) {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                // Names come from outside: interning them would grow a table that is never emptied.
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(limits.depth())
                                .maxStringLength(limits.bytes())
                                .maxNameLength(limits.bytes())
                                .build())
                .build();
    }

    private static JsonValue value(JsonParser parser, JsonLimits limits) {
        var token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser, limits);
            case START_ARRAY -> array(parser, limits);
            case VALUE_STRING -> new JsonString(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, limits);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> JsonNull.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new JsonException("unexpected " + token + where(parser));
        };
    }

    /// Jackson checks the length when it computes a value, which never happens here.
    private static JsonNumber number(JsonParser parser, JsonLimits limits) {
        var lexeme = parser.getString();
        if (lexeme.length() > limits.numberChars()) {
            throw new JsonException(
                    "number of %,d characters; allowed %,d"
                                    .formatted(lexeme.length(), limits.numberChars())
                            + where(parser));
        }
        return new JsonNumber(lexeme);
    }

    private static JsonObject object(JsonParser parser, JsonLimits limits) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = new JsonString(parser.currentName()).value();
            parser.nextToken();
            if (members.put(name, value(parser, limits)) != null) {
                throw new JsonException("duplicate name '" + name + "'" + where(parser));
            }
        }
        return new JsonObject(members);
    }

    private static JsonArray array(JsonParser parser, JsonLimits limits) {
        List<JsonValue> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(value(parser, limits));
        }
        return new JsonArray(values);
    }

    private static byte[] write(JsonValue value, boolean sorted) {
        var out = new ByteArrayOutputStream(256);
        try (var generator =
                PRINTER.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            write(generator, value, sorted);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator generator, JsonValue value, boolean sorted) {
        switch (value) {
            case JsonObject(var members) -> {
                generator.writeStartObject();
                (sorted ? new TreeMap<>(members) : members)
                        .forEach(
                                (name, member) -> {
                                    generator.writeName(name);
                                    write(generator, member, sorted);
                                });
                generator.writeEndObject();
            }
            case JsonArray(var values) -> {
                generator.writeStartArray();
                values.forEach(element -> write(generator, element, sorted));
                generator.writeEndArray();
            }
            case JsonString(var text) -> generator.writeString(text);
            case JsonNumber(var lexeme) -> generator.writeNumber(lexeme);
            case JsonBoolean(var bool) -> generator.writeBoolean(bool);
            case JsonNull() -> generator.writeNull();
        }
    }

    private static String where(JsonParser parser) {
        var at = parser.currentTokenLocation();
        return " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static String where(JacksonException e) {
        var at = e.getLocation();
        return at == null
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}

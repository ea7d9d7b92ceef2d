package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;

/// Writes JSON as XML. The writer is our own because the platform's writes a carriage return as it
/// is, which every reader then takes for a line feed.
/// @see XmlCodec
final class XmlOut {
    private final StringBuilder out = new StringBuilder(256);

    private XmlOut() {}

    static Bytes write(String tag, JsonValue value) {
        if (!XmlForm.isElementName(tag)) {
            throw new IllegalArgumentException(
                    "tag '" + Excerpt.name(tag) + "' cannot name an element");
        }
        var xml = new XmlOut();
        xml.element(tag, "", value, "");
        return Bytes.ofUtf8(xml.out.toString());
    }

    /// @param attribute with a space before it, or empty text
    /// @param at place in the value, as a JSON pointer
    private void element(String name, String attribute, JsonValue value, String at) {
        out.append('<').append(name).append(attribute).append(type(value)).append('>');
        switch (value) {
            case JsonObject(var members) ->
                    members.forEach((key, member) -> member(key, member, at + "/" + key));
            case JsonArray(var values) -> {
                for (int i = 0; i < values.size(); i++) {
                    element(XmlForm.ITEM, "", values.get(i), at + "/" + i);
                }
            }
            case JsonString(var text) -> escape(out, text, at);
            case JsonNumber(var lexeme) -> out.append(lexeme);
            case JsonBoolean(var bool) -> out.append(bool);
            case JsonNull() -> {}
        }
        out.append("</").append(name).append('>');
    }

    private void member(String key, JsonValue value, String at) {
        if (XmlForm.isElementName(key)) {
            element(key, "", value, at);
        } else {
            var name = new StringBuilder(" " + XmlForm.NAME + "=\"");
            escape(name, key, at);
            element(XmlForm.MEMBER, name.append('"').toString(), value, at);
        }
    }

    private static String type(JsonValue value) {
        return switch (value) {
            case JsonString _ -> "";
            case JsonObject(var members) -> members.isEmpty() ? typed(XmlForm.OBJECT) : "";
            case JsonArray _ -> typed(XmlForm.ARRAY);
            case JsonNumber _ -> typed(XmlForm.NUMBER);
            case JsonBoolean _ -> typed(XmlForm.BOOLEAN);
            case JsonNull _ -> typed(XmlForm.NULL);
        };
    }

    private static String typed(String type) {
        return " " + XmlForm.TYPE + "=\"" + type + "\"";
    }

    /// White space other than a space is written by number where a reader would change it: a
    /// carriage return anywhere, and all of it in attributes, so here in both.
    private static void escape(StringBuilder out, String text, String at) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\t', '\n', '\r' -> out.append("&#").append((int) c).append(';');
                default -> {
                    if (c < ' ' || c >= '\uFFFE') {
                        throw new JsonException(
                                "U+%04X in %s cannot be written as XML 1.0; send this as JSON"
                                        .formatted((int) c, place(at)));
                    }
                    out.append(c);
                }
            }
        }
    }

    private static String place(String at) {
        return at.isEmpty() ? "the payload" : Excerpt.name(at);
    }
}

package dev.bestcode.wasm;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.regex.Pattern;

/// A request as XML 1.0: an element for each member, one for each element of an array, text for the
/// rest, and nothing for null.
final class XmlRequest {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private XmlRequest() {}

    /// @throws IllegalArgumentException when XML 1.0 cannot hold a name or a character of it
    static String of(String tag, JsonObject request) {
        var xml = new StringBuilder();
        element(xml, tag, request);
        return xml.toString();
    }

    private static void element(StringBuilder xml, String name, JsonValue value) {
        if (value instanceof JsonArray array) {
            array.values().forEach(one -> element(xml, name, one));
            return;
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot be the name of an XML element");
        }
        xml.append('<').append(name).append('>');
        switch (value) {
            case JsonObject object ->
                    object.members().forEach((key, one) -> element(xml, key, one));
            case JsonString(var text) -> text(xml, text);
            case JsonNumber(var lexeme) -> xml.append(lexeme);
            case JsonBoolean(var bool) -> xml.append(bool);
            case JsonNull _, JsonArray _ -> {}
        }
        xml.append("</").append(name).append('>');
    }

    private static void text(StringBuilder xml, String text) {
        text.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '<' -> xml.append("&lt;");
                                case '>' -> xml.append("&gt;");
                                case '&' -> xml.append("&amp;");
                                case '\r' -> xml.append("&#13;");
                                default -> xml.appendCodePoint(allowed(point));
                            }
                        });
    }

    private static int allowed(int point) {
        boolean control = point < 0x20 && point != '\t' && point != '\n';
        boolean surrogate = point >= 0xd800 && point <= 0xdfff;
        if (control || surrogate || point == 0xfffe || point == 0xffff) {
            throw new IllegalArgumentException(
                    "XML cannot hold the character U+%04X".formatted(point));
        }
        return point;
    }
}

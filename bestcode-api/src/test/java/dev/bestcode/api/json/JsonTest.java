package dev.bestcode.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.Charset;
import java.util.List;

class JsonTest {
    private static String canonical(String text) {
        return new String(Json.canonical(Json.parse(text)), UTF_8);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonException.class);
    }

    private static void assertRefused(String text, String part) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-0",
                "1.0",
                "1E+2",
                "\"\"",
                "[]",
                "{}",
                "{\"b\":[1,{\"a\":null}],\"a\":\"\\u0000\\n\\\"\\\\ä😀\"}",
                "{\"\":{\"\":[]}}"
            })
    void whatIsPrintedIsWhatWasRead(String text) {
        assertThat(Json.text(Json.parse(text))).isEqualToIgnoringCase(text);
        assertThat(new String(Json.print(Json.parse(text)), UTF_8))
                .isEqualTo(Json.text(Json.parse(text)));
    }

    @Test
    void numbersKeepTheirLexeme() {
        var digits = "0.10000000000000000000000000000000000000001";
        assertThat(Json.parse(digits)).isEqualTo(new JsonNumber(digits));
        assertThat(Json.text(Json.parse("[1.0,1,1e0,-0,12345678901234567890]")))
                .isEqualTo("[1.0,1,1e0,-0,12345678901234567890]");
    }

    @Test
    void sixtyFourDigitsAreAllowedAndOneMoreIsNot() {
        assertThat(Json.parse("9".repeat(64))).isEqualTo(new JsonNumber("9".repeat(64)));
        assertRefused("9".repeat(65), "64");
        assertRefused("[0." + "9".repeat(64) + "]", "64");
        assertRefused("1e" + "9".repeat(64), "64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "+1", ".5", "1.", "1e", "NaN", "Infinity", "0x1", "--1", "1_0"})
    void whatIsNoNumberIsRefused(String text) {
        assertRefused(text);
        assertThatThrownBy(() -> new JsonNumber(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":1}", "[{\"b\":{\"a\":1,\"\\u0061\":2}}]"})
    void sameNameTwiceIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text))
                .isInstanceOf(JsonException.class)
                .hasMessageMatching("(?is).*duplicate.*line 1, column \\d+.*");
    }

    @Test
    void depthOf128IsAllowedAndOneMoreIsNot() {
        var deepest = "[".repeat(128) + "]".repeat(128);
        assertThat(Json.text(Json.parse(deepest))).isEqualTo(deepest);
        assertRefused("[".repeat(129) + "]".repeat(129), "128");
        assertRefused("{\"a\":".repeat(129), "128");
        assertRefused("[".repeat(1_000_000), "128");
    }

    @Test
    void limitsOfTheCallerHold() {
        var limits = new JsonLimits(10, 2, 3);
        assertThat(Json.parse("[[123]]".getBytes(UTF_8), limits)).isEqualTo(Json.parse("[[123]]"));
        for (var text : List.of("[[[1]]]", "[1234]", "\"123456789\"")) {
            assertThatThrownBy(() -> Json.parse(text.getBytes(UTF_8), limits))
                    .as(text)
                    .isInstanceOf(JsonException.class);
        }
        assertThatThrownBy(() -> Json.parse(new byte[11], limits))
                .hasMessage("document of 11 bytes; allowed 10");
        assertThatThrownBy(() -> new JsonLimits(-1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void documentOverSixteenMebibytesIsRefused() {
        assertThatThrownBy(() -> Json.parse(new byte[(16 << 20) + 1]))
                .isInstanceOf(JsonException.class)
                .hasMessage("document of 16,777,217 bytes; allowed 16,777,216");
    }

    @Test
    void namesAndStringsMayBeAsLongAsTheDocument() {
        var name = "n".repeat(200_000);
        var text = "{\"" + name + "\":\"" + "s".repeat(200_000) + "\"}";
        assertThat(Json.parseObject(text).requireString(name)).hasSize(200_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2", "{} x", "[] ]", "null,", "\"a\"\"b\"", "{}\0"})
    void nothingMayFollowTheDocument(String text) {
        assertRefused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "[1,]",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "[1 2]",
                "[",
                "{\"a\"",
                "\"a",
                "/**/1",
                "// x\n1",
                "# x\n1",
                "tru",
                "\"\\x\"",
                "\"\t\"",
                "\"\\u12\"",
                "[,1]"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertRefused(text);
    }

    @Test
    void refusalSaysWhere() {
        assertRefused("{\n  \"a\": tru }", "line 2, column");
        assertThatThrownBy(() -> Json.parseObject("[]")).hasMessage("expected a JSON object");
    }

    @Test
    void loneSurrogatesAreReplacedAndPairsAreKept() {
        assertThat(Json.parse("\"\\ud800x\\udc00\"")).isEqualTo(new JsonString("\uFFFDx\uFFFD"));
        assertThat(Json.parse("\"\\ud83d\\ude00\"")).isEqualTo(new JsonString("😀"));
        assertThat(new JsonString("a\ud800")).isEqualTo(new JsonString("a\uFFFD"));
        assertThat(Json.parse("\"\ud800\"")).isEqualTo(new JsonString("\uFFFD"));
    }

    @Test
    void loneSurrogateInANameIsRefused() {
        assertRefused("{\"\\ud800\":1}", "surrogate");
        assertRefused("{\"\\udc00\":1}", "surrogate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080", // a continuation byte alone
                "\u00c3", // a lead byte alone
                "\u00c0\u0080", // NUL, overlong
                "\u00e0\u0080\u00af", // a slash, overlong
                "\u00ed\u00a0\u0080", // a surrogate
                "\u00f4\u0090\u0080\u0080", // beyond U+10FFFF
                "\u00f8\u0088\u0080\u0080\u0080", // five bytes
                "\u00ff"
            })
    void bytesThatAreNoUtf8AreRefused(String bytes) {
        for (var text : List.of("\"" + bytes + "\"", "{\"" + bytes + "\":1}", "[1]" + bytes)) {
            assertThatThrownBy(() -> Json.parse(text.getBytes(ISO_8859_1)))
                    .isInstanceOf(JsonException.class);
        }
    }

    @Test
    void encodingsOtherThanUtf8AreRefused() {
        for (var charset : List.of(UTF_16, UTF_16LE, UTF_16BE, Charset.forName("UTF-32"))) {
            assertThatThrownBy(() -> Json.parse("{\"a\":\"b\"}".getBytes(charset)))
                    .as(charset.name())
                    .isInstanceOf(JsonException.class);
        }
    }

    @Test
    void canonicalFormSortsByUtf16CodeUnits() {
        // U+1F600 begins with the code unit D83D, which comes before U+FB33.
        assertThat(
                        canonical(
                                "{ \"\\ufb33\":1, \"😀\":2, \"b\":{\"z\":1,\"a\":2}, \"B\":3, \"\":4 }"))
                .isEqualTo("{\"\":4,\"B\":3,\"b\":{\"a\":2,\"z\":1},\"😀\":2,\"\ufb33\":1}");
        assertThat(canonical("[2, 1]")).isEqualTo("[2,1]");
    }

    @Test
    void integersAreRecognisedHoweverTheyAreWritten() {
        assertThat(new JsonNumber("3.0").asLong()).hasValue(3);
        assertThat(new JsonNumber("3e2").asLong()).hasValue(300);
        assertThat(new JsonNumber("-9223372036854775808").asLong()).hasValue(Long.MIN_VALUE);
        assertThat(new JsonNumber("0e30").asLong()).hasValue(0);
        assertThat(new JsonNumber("0e999999999").asLong()).hasValue(0);
        for (var text :
                List.of("9223372036854775808", "0.5", "1e999999999", "1e2147483647", "1e-9")) {
            assertThat(new JsonNumber(text).asLong()).as(text).isEmpty();
        }
    }

    @Test
    void objectKeepsOrderAndRefusesANameTwice() {
        var object = JsonObject.builder().put("z", 1).put("a", true).put("m", "x").build();
        assertThat(object.members().keySet()).containsExactly("z", "a", "m");
        assertThatThrownBy(() -> JsonObject.builder().put("a", 1).put("a", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("member 'a' was given twice");
        assertThatThrownBy(() -> object.members().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void typedGettersAnswerEmptyWhereTheTypeIsAnother() {
        var object = Json.parseObject("{\"s\":\"x\",\"n\":1,\"b\":false,\"o\":{},\"a\":[]}");
        assertThat(object.string("s")).contains("x");
        assertThat(object.integer("n")).hasValue(1);
        assertThat(object.bool("b")).contains(false);
        assertThat(object.object("o")).contains(JsonObject.EMPTY);
        assertThat(object.array("a")).contains(JsonArray.EMPTY);
        assertThat(object.string("n")).isEmpty();
        assertThat(object.integer("s")).isEmpty();
        assertThat(object.bool("gone")).isEmpty();
        assertThatThrownBy(() -> object.requireString("n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'n'");
    }
}

package dev.bestcode.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.LinkedHashMap;

class JsonProperties {
    @Provide
    Arbitrary<JsonValue> values() {
        var names = Arbitraries.strings().ofMaxLength(6).map(text -> new JsonString(text).value());
        var lexemes =
                Arbitraries.oneOf(
                        Arbitraries.longs().map(String::valueOf),
                        Arbitraries.of("-0", "0.0", "1E400", "1e-7", "-12.50", "9".repeat(64)));
        Arbitrary<JsonValue> leaves =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(10).map(JsonString::new),
                        lexemes.map(JsonNumber::new),
                        Arbitraries.of(true, false).map(JsonBoolean::new),
                        Arbitraries.just(JsonNull.NULL));
        return Arbitraries.recursive(
                () -> leaves,
                inner ->
                        Arbitraries.oneOf(
                                inner.list().ofMaxSize(4).map(JsonArray::new),
                                Arbitraries.maps(names, inner)
                                        .ofMaxSize(4)
                                        .map(map -> new JsonObject(new LinkedHashMap<>(map)))),
                0,
                4);
    }

    @Property(tries = 500)
    void parsingWhatWasPrintedGivesTheValue(@ForAll("values") JsonValue value) {
        assertThat(Json.parse(Json.print(value))).isEqualTo(value);
        assertThat(Json.parse(Json.text(value))).isEqualTo(value);
        assertThat(Json.print(Json.parse(Json.print(value)))).isEqualTo(Json.print(value));
    }

    @Property(tries = 500)
    void canonicalFormIsItsOwnAndKeepsTheValue(@ForAll("values") JsonValue value) {
        var canonical = Json.canonical(value);
        assertThat(Json.parse(canonical)).isEqualTo(value);
        assertThat(Json.canonical(Json.parse(canonical))).isEqualTo(canonical);
        assertThat(Json.print(Json.parse(canonical))).isEqualTo(canonical);
    }

    @Property(tries = 2_000)
    void anyBytesAreAValueOrAJsonException(@ForAll byte[] bytes) {
        assertParsedOrRefused(bytes);
    }

    @Property(tries = 1_000)
    void slipInGoodBytesIsAValueOrAJsonException(
            @ForAll("values") JsonValue value, @ForAll byte slip, @ForAll("places") double place) {
        var bytes = Json.print(value);
        bytes[(int) (place * (bytes.length - 1))] = slip;
        assertParsedOrRefused(bytes);
    }

    @Provide
    Arbitrary<Double> places() {
        return Arbitraries.doubles().between(0, 1);
    }

    private static void assertParsedOrRefused(byte[] bytes) {
        try {
            var value = Json.parse(bytes);
            assertThat(Json.parse(Json.print(value))).isEqualTo(value);
            assertThat(new String(bytes, UTF_8).getBytes(UTF_8)).isEqualTo(bytes);
        } catch (JsonException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}

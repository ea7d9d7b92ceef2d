package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

import org.junit.jupiter.api.Test;

import java.util.Random;

class CodecProperties {
    private static final long SEED = 20_26;
    private static final int VALUES = Counts.of(100_000);

    private final PayloadCodec json = new JsonCodec();
    private final PayloadCodec xml = new XmlCodec();

    @Test
    void whatIsWrittenAsXmlReadsAsTheSameValue() {
        var values = GeneratedJson.forXml(new Random(SEED));
        for (int i = 0; i < VALUES; i++) {
            var value = values.value(4);

            var bytes = xml.write("Note", value);

            assertThat(Json.text(read(xml, bytes))).as(bytes.utf8()).isEqualTo(Json.text(value));
        }
        Counts.print(VALUES + " values through XML", SEED);
    }

    @Test
    void valueThatXmlCannotHoldIsRefusedAndNeverWrittenOtherwise() {
        var values = GeneratedJson.any(new Random(SEED));
        int refused = 0;
        for (int i = 0; i < VALUES; i++) {
            var value = values.object(4);
            Bytes bytes;
            try {
                bytes = xml.write("Note", value);
            } catch (JsonException e) {
                assertThat(e).hasMessageMatching("(?s)U\\+[0-9A-F]{4} in .* cannot .*");
                refused++;
                continue;
            }
            assertThat(read(xml, bytes)).isEqualTo(value);
        }
        assertThat(refused).isBetween(VALUES / 20, VALUES * 19 / 20);
        Counts.print(VALUES + " values, of which XML cannot hold " + refused, SEED);
    }

    @Test
    void canonicalFormReadsAsTheSameValueAndIsItsOwnCanonicalForm() {
        var values = GeneratedJson.any(new Random(SEED));
        for (int i = 0; i < VALUES; i++) {
            JsonObject value = values.object(4);

            var canonical = json.write("Note", value);

            assertThat(read(json, canonical)).isEqualTo(value);
            assertThat(json.write("Note", read(json, canonical))).isEqualTo(canonical);
        }
        Counts.print(VALUES + " values through canonical JSON", SEED);
    }

    /// Bytes broken anywhere are a value or a refusal, and nothing else comes out.
    @Test
    void brokenXmlIsAValueOrARefusal() {
        var random = new Random(SEED);
        var values = GeneratedJson.forXml(random);
        int refused = 0;
        for (int i = 0; i < VALUES; i++) {
            var bytes = xml.write("Note", values.object(3)).toByteArray();
            bytes[random.nextInt(bytes.length)] =
                    (byte) "<>&;/=\"![?\0\u00ff x".charAt(random.nextInt(14));
            try {
                var value = read(xml, Bytes.of(bytes));
                assertThat(read(xml, xml.write("Note", value))).isEqualTo(value);
            } catch (JsonException e) {
                assertThat(e.getMessage()).isNotEmpty().hasSizeLessThan(3_000);
                refused++;
            }
        }
        assertThat(refused).isPositive();
        Counts.print(VALUES + " broken documents, of which refused " + refused, SEED);
    }

    @Test
    void tagThatCannotNameAnElementIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> xml.write("a b", JsonObject.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonValue read(PayloadCodec codec, Bytes bytes) {
        return codec.read(new UntrustedBytes(bytes));
    }
}

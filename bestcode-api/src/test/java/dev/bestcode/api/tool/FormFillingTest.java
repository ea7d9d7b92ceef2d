package dev.bestcode.api.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What people type, as values of the fields of a form.
class FormFillingTest {
    private static final Form FORM =
            new Form(
                    "Who?",
                    Json.parseObject(
                            """
                            {"type":"object","required":["name","sure"],"properties":{
                              "name":{"type":"string","description":"Yours"},
                              "age":{"type":"integer","default":7},
                              "sure":{"type":"boolean"},
                              "size":{"type":"string","oneOf":[{"const":"s","title":"Small"},{"const":"m","title":"Middle"}]}}}
                            """));

    private static FormField field(String schema) {
        return new FormField("it", Json.parseObject(schema), true);
    }

    @Test
    void fieldsComeOneAfterTheOtherAndWhatIsPassedOverIsNotThere() {
        var filled = FormFilling.of(FORM).typed("Ada").typed("").typed("Yes").typed("small");

        assertThat(filled.next()).isEmpty();
        assertThat(Json.text(filled.given()))
                .isEqualTo("{\"name\":\"Ada\",\"sure\":true,\"size\":\"s\"}");
        assertThat(Json.text(FORM.completed(filled.given()))).endsWith(",\"age\":7}");
    }

    @Test
    void whatDoesNotFitIsSaidAndTheFieldStaysTheNext() {
        var atAge = FormFilling.of(FORM).typed("Ada");

        assertThatThrownBy(() -> FormFilling.of(FORM).typed(" "))
                .hasMessage("'name' cannot be left out");
        assertThatThrownBy(() -> atAge.typed("1.5")).hasMessage("'age' takes a whole number");
        assertThat(atAge.next().orElseThrow().name()).isEqualTo("age");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"type\":\"string\"} | 12 | \"12\"",
                "{\"type\":\"integer\"} | 12 | 12",
                "{\"type\":\"number\"} | -1.50 | -1.50",
                "{\"type\":\"boolean\"} | n | false",
                "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]} | b | \"b\"",
                "{\"type\":\"string\",\"enum\":[\"a\"],\"enumNames\":[\"Alpha\"]} | alpha | \"a\"",
                "{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\"]}} | b, a | [\"b\",\"a\"]",
                "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"const\":\"a\",\"title\":\"Alpha\"}]}} | Alpha | [\"a\"]",
                "{} | {\"x\":1} | {\"x\":1}",
                "{} | x y | \"x y\"",
            })
    void whatIsTypedHasTheTypeOfItsField(String schema, String typed, String json) {
        assertThat(Json.text(field(schema).read(typed))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"type\":\"integer\"} | ten | 'it' takes a whole number",
                "{\"type\":\"number\"} | \"1\" | 'it' takes a number",
                "{\"type\":\"boolean\"} | perhaps | 'it' takes yes or no",
                "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]} | c | 'it' takes one of a, b",
            })
    void whatHasAnotherTypeIsRefusedWithWhatFits(String schema, String typed, String message) {
        assertThatThrownBy(() -> field(schema).read(typed)).hasMessage(message);
    }
}

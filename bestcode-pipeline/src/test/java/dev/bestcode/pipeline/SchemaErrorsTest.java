package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.message.PayloadType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaErrorsTest {
    /// A list of edits, each in the schema itself, behind a reference and in a list of choices.
    private static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false,
             "properties": {
               "edits": {"type": "array", "minItems": 1, "items": {
                 "type": "object", "additionalProperties": false, "required": ["old"],
                 "properties": {"old": {"type": "string"}, "new": {"type": "string"}}}},
               "one": {"$ref": "#/$defs/edit"},
               "any": {"allOf": [{"type": "object", "additionalProperties": false, "properties": {"a": {}}}]},
               "none": {"type": "object", "additionalProperties": false}},
             "$defs": {"edit": {"type": "object", "additionalProperties": false, "properties": {"from": {}, "to": {}}}}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"edit": 1}                     | the payload: there is no property 'edit'; allowed: edits, one, any, none
                    {"edits": [{"old": "", "x": 1}]} | at /edits/0: there is no property 'x'; allowed: old, new
                    {"one": {"x": 1}}               | at /one: there is no property 'x'; allowed: from, to
                    {"any": {"x": 1}}               | at /any: there is no property 'x'; allowed: a
                    {"edits": [{}]}                 | at /edits/0: required property 'old' not found
                    {"edits": []}                   | at /edits: must have at least 1 items but found 0
                    {"none": {"x": 1}}              | at /none: property 'x' is not defined in the schema and the schema does not allow additional properties
                    """)
    void saysWhatIsWrongAndWhatMayStandThere(String payload, String error) {
        var type = new PayloadType("Edit", Json.parseObject(SCHEMA));
        assertThat(new NetworkntValidator().validate(type, Json.parseObject(payload)))
                .containsExactly(error);
    }
}

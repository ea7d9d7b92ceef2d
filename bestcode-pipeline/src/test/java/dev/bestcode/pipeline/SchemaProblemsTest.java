package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaProblemsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"strin\"}",
                "{\"properties\":[]}",
                "{\"required\":\"a\"}",
                "{\"minimum\":\"1\"}",
                "{\"pattern\":\"(\"}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/none\"}}}",
                "{\"properties\":{\"a\":{\"$ref\":\"https://elsewhere.example/x\"}}}"
            })
    void whatCanCheckNothingIsToldBeforeAnythingIsChecked(String schema) {
        assertThat(Pipeline.schemaProblems(Json.parseObject(schema))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\"}",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"},\"$defs\":{\"a\":{\"type\":\"string\",\"pattern\":\"^x\"}}}",
                "{\"properties\":{\"self\":{\"$ref\":\"#\"}}}"
            })
    void usableOnesHaveNone(String schema) {
        assertThat(Pipeline.schemaProblems(Json.parseObject(schema))).isEmpty();
    }
}

package dev.bestcode.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/// What editors complete and explain properties by.
class MetadataTest {
    private static final String FILE = "/META-INF/spring-configuration-metadata.json";

    @Test
    void everyPropertyIsDescribed() throws IOException {
        var described =
                properties()
                        .filter(property -> !property.string("description").orElse("").isBlank())
                        .map(property -> property.requireString("name"));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        names("bestcode.", BestCodeProperties.class)
                                                .filter(name -> !name.equals("bestcode.budget")),
                                        names("bestcode.budget.", BestCodeProperties.Budget.class))
                                .toList());
    }

    private static Stream<JsonObject> properties() throws IOException {
        try (var in = Objects.requireNonNull(MetadataTest.class.getResourceAsStream(FILE))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Json.parseObject(text).requireArray("properties").values().stream()
                    .map(JsonObject.class::cast);
        }
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(part -> part.getName().replaceAll("([A-Z])", "-$1"))
                .map(name -> prefix + name.toLowerCase(java.util.Locale.ROOT));
    }
}

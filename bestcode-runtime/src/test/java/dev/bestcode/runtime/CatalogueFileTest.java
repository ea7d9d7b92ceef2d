package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.bestcode.api.json.Json;
import dev.bestcode.routing.RoutedTool;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class CatalogueFileTest {
    private static final String A = "{\"name\":\"a\",\"description\":\"does a\"}";
    private static final String B =
            "{\"id\":\"b1\",\"name\":\"GET /b\",\"description\":\"does b\",\"parameters\":{\"page\":\"which page\"}}";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[%s,\n %s]", "%s\n%s\n", "{\"tools\":[%s,%s]}"})
    void toolsAreReadFromAnArrayAnObjectOrLines(String form) throws IOException {
        assertThat(read(form.formatted(A, B)))
                .extracting(RoutedTool::id, RoutedTool::name, RoutedTool::description)
                .containsExactly(tuple("a", "a", "does a"), tuple("b1", "GET /b", "does b"));
    }

    @Test
    void parametersAreASchemaOrNamesWithMeanings() throws IOException {
        assertThat(read(B).getFirst().inputSchema())
                .isEqualTo(
                        Json.parseObject(
                                "{\"type\":\"object\",\"properties\":{\"page\":{\"description\":\"which page\"}}}"));
        var schema = "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}}";
        var tool = "{\"name\":\"c\",\"description\":\"\",\"input_schema\":%s}".formatted(schema);
        assertThat(read(tool).getFirst().inputSchema()).isEqualTo(Json.parseObject(schema));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1] | tool 1 is not an object",
                "[{\"name\":\"a\"}] | tool 1 has no text as 'description'",
                "[{\"name\":\"a\",\"description\":\"\"},{\"name\":\"a\",\"description\":\"\"}] | tool 2: 'a' is there already",
                "[ | catalogue.json",
                "true | expected a JSON object"
            })
    void aMistakeIsNamedWithItsPlace(String content, String message) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("catalogue.json");
    }

    private List<RoutedTool> read(String content) throws IOException {
        return CatalogueFile.read(Files.writeString(folder.resolve("catalogue.json"), content));
    }
}

package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The examples of the YAML test suite: whatever they are, they are no organisms.
/// @see "yaml-test-suite, https://github.com/yaml/yaml-test-suite"
class YamlTestSuiteTest {
    @Test
    @Timeout(60)
    void everyExampleIsRefusedWithALineAndNothingElseIsThrown() throws IOException {
        var examples = examples();
        assertThat(examples).hasSizeGreaterThan(100);
        for (var example : examples) {
            var yaml = example.requireString("yaml");
            var refusal = Reading.refusal(() -> OrganismYaml.parse(yaml, NOWHERE));
            assertThat(refusal.problems())
                    .as(example.requireString("id"))
                    .isNotEmpty()
                    .allSatisfy(
                            problem ->
                                    assertThat((long) problem.line())
                                            .isBetween(1L, yaml.lines().count() + 2));
        }
    }

    private static List<JsonObject> examples() throws IOException {
        var file =
                Path.of(System.getProperty("bestcode.data", ""), "yaml", "yaml-test-suite.jsonl");
        assumeTrue(
                Files.isRegularFile(file),
                () -> file + " is not there; set the system property bestcode.data");
        return Files.readAllLines(file).stream().map(Json::parseObject).toList();
    }
}

package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.NOWHERE;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/// The published schema and the reader accept the same files, but for what a schema cannot see.
class SchemaAgreementTest {
    private static final int FILES = Boolean.getBoolean("bestcode.long") ? 10_000 : 1_000;
    private static final long SEED = 20_261_125;

    /// Of other places in the file, other files, the meaning of a text, or two elements of a list.
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "names unknown|does not exist|lies outside|is not a regular file|duplicate"
                            + " listener|(program|variable) '[^']*' is listed twice|does not list|not among its peers|declares"
                            + " no ports|either 'value' or 'from'|enum is for|outbound port"
                            + "|which is no parameter|does not have$|does not have;|lacks(;|$)"
                            + "|its tools cannot begin with|either 'command' or 'url'|command is empty"
                            + "|command starts|key 'env' needs 'command'|key 'headers' needs 'url'"
                            + "|key 'tools' needs a moment|which is no tool whose calls"
                            + "|path is '/a/\\.\\./b'|host is '(9|0+|x+)'");

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(OrganismYaml.schema());

    @Test
    void readerAndSchemaAcceptTheSameFiles() {
        System.out.printf("schema agreement: %,d files, seed %d%n", FILES, SEED);
        var random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < FILES; i++) {
            var yaml = Json.text(new Trees(random, i % 4 == 0 ? 0 : 0.02).file());
            var problems = problems(yaml);
            var errors = SCHEMA.validate(yaml, InputFormat.JSON);
            var seen = problems.stream().filter(line -> !UNSEEN.matcher(line).find()).toList();
            assertThat(errors.isEmpty())
                    .as("file %d: %s%nreader: %s%nschema: %s", i, yaml, problems, errors)
                    .isEqualTo(seen.isEmpty());
            accepted += seen.isEmpty() ? 1 : 0;
        }
        System.out.printf("schema agreement: %,d of them accepted%n", accepted);
        assertThat(accepted).isBetween(FILES / 10, FILES * 9 / 10);
    }

    private static List<String> problems(String yaml) {
        try {
            var _ = OrganismYaml.parse(yaml, NOWHERE);
            return List.of();
        } catch (OrganismException e) {
            return Reading.lines(e);
        }
    }
}

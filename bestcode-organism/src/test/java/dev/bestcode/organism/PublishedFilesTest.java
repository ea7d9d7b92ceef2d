package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is published of the vocabulary is in step with it. With `-Dbestcode.write=true` the files
/// are written anew.
class PublishedFilesTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path DOCS = MODULE.resolveSibling("docs");
    private static final Path RESOURCE =
            MODULE.resolve("src/main/resources/dev/bestcode/organism/organism.schema.json");
    private static final String BEGIN = "<!-- generated from the vocabulary; do not edit -->\n";
    private static final String END = "<!-- end of what is generated -->\n";

    @Test
    void schemaIsTheOneOfTheVocabulary() throws IOException {
        var schema = JsonText.of(SchemaWriter.schema());
        assertPublished(RESOURCE, schema);
        assertPublished(DOCS.resolve("organism.schema.json"), schema);
        assertThat(OrganismYaml.schema()).isEqualTo(Files.readString(RESOURCE));
    }

    @Test
    void referenceHasEveryKeyOfTheVocabulary() throws IOException {
        var page = DOCS.resolve("organism.md");
        var text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).as("mark of the generated part").isGreaterThan(BEGIN.length());
        assertThat(end).isGreaterThanOrEqualTo(begin);
        assertPublished(
                page,
                text.substring(0, begin)
                        + "\n"
                        + ReferenceWriter.reference()
                        + text.substring(end));
    }

    private static void assertPublished(Path file, String content) throws IOException {
        if (Boolean.getBoolean("bestcode.write")) {
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file))
                .as("%s; write it with -Dbestcode.write=true", file.getFileName())
                .isEqualTo(content);
    }

    @Test
    void starterIsAnOrganismWithEveryRemarkInPlace() {
        var organism = Reading.read(OrganismYaml.starter());
        assertThat(organism.profile("coding")).isPresent();
        assertThat(organism.profile("reading")).isPresent();
        assertThat(OrganismYaml.starter().lines().filter(line -> line.length() > 100)).isEmpty();
    }
}

package dev.bestcode.organism;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.Organism;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every organism in the documents can be read as it stands.
class DocumentsTest {
    private static final Path PROJECT =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("..").normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```ya?ml\\n(.*?)^```$");
    private static final Pattern ORGANISM = Pattern.compile("(?m)^profiles:");
    private static final Pattern NEEDS = Pattern.compile("(?m)^# needs the file (\\S+)$");

    @TempDir Path directory;

    private record Example(Path page, String yaml) {}

    @Test
    void everyOrganismInTheDocumentsIsReadWithoutProblems() throws IOException {
        var examples = examples();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(4);
        for (var example : examples) {
            makeFiles(example.yaml());
            assertThat(read(example).profiles()).as(example.toString()).isNotEmpty();
        }
        assertThat(examples)
                .as("one with nothing but profiles")
                .anyMatch(example -> example.yaml().matches("profiles:\\n( .*\\n)+"));
    }

    private Organism read(Example example) {
        try {
            return OrganismYaml.parse(example.yaml(), directory);
        } catch (OrganismException e) {
            throw new AssertionError(example.page() + ":\n" + example.yaml(), e);
        }
    }

    private void makeFiles(String yaml) throws IOException {
        var names = NEEDS.matcher(yaml);
        while (names.find()) {
            var file = directory.resolve(names.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    private static List<Example> examples() throws IOException {
        var examples = new ArrayList<Example>();
        for (var page : pages()) {
            var blocks = BLOCK.matcher(Files.readString(page));
            while (blocks.find()) {
                if (ORGANISM.matcher(blocks.group(1)).find()) {
                    examples.add(new Example(PROJECT.relativize(page), blocks.group(1)));
                }
            }
        }
        return examples;
    }

    private static List<Path> pages() throws IOException {
        try (var top = Files.list(PROJECT);
                var docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(page -> page.getFileName().toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}

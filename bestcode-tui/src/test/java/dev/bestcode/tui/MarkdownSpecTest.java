package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Every example of the specifications of CommonMark and GFM, where their texts are at hand:
/// `-Dbestcode.markdown.specs=DIR` with `*.txt`. [MarkdownTest] has examples of our own.
class MarkdownSpecTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("(?ms)^`{32} example[^\\n]*\\n(.*?)^\\.\\n.*?^`{32}$");

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 200})
    void examplesOfTheSpecificationsFitAndKeepTheirWords(int width) throws IOException {
        var directory = Optional.ofNullable(System.getProperty("bestcode.markdown.specs"));
        assumeTrue(
                directory.isPresent(),
                "no texts of the specifications: -Dbestcode.markdown.specs names none");
        try (var files = Files.list(Path.of(directory.orElseThrow()))) {
            var specifications = files.toList();
            assertThat(specifications).as("specifications in " + directory.get()).isNotEmpty();
            for (var file : specifications) {
                var examples = examples(Files.readString(file));
                assertThat(examples).isNotEmpty();
                examples.forEach(example -> MarkdownExamples.check(example, width));
                System.out.printf(
                        "%s: %d examples at %d columns%n",
                        file.getFileName(), examples.size(), width);
            }
        }
    }

    private static List<String> examples(String spec) {
        return EXAMPLE.matcher(spec)
                .results()
                .map(match -> match.group(1).replace('→', '\t'))
                .toList();
    }
}

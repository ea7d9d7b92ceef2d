package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Runs the formatter on the JDK that compiles the code; a Maven plugin would run it on Maven's.
class FormatTest {
    @Test
    void everySourceFileIsFormatted() throws Exception {
        var sources = SourceFormat.sources(SourceTree.ROOT);
        assertThat(sources).isNotEmpty();
        var wrong =
                sources.parallelStream()
                        .filter(file -> !SourceFormat.isFormatted(file))
                        .map(SourceTree.ROOT::relativize)
                        .toList();
        assertThat(wrong).as("not formatted; run ./format").isEmpty();
    }
}

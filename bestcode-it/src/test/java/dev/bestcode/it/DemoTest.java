package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DemoTest {
    @TempDir private Path folder;

    @Test
    void theDemoMendsItsProjectAndSaysThatTheModelIsScripted() throws Exception {
        var ended = bestcode("demo").in(folder).run();

        assertThat(ended.exit()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out().lines().findFirst().orElse("")).contains("scripted");
        assertThat(ended.out())
                .contains("→ command-exec java SlugTest.java")
                .contains("FAILED: ")
                .contains("→ grep Slug")
                .contains("-        return title.toLowerCase().replace(' ', '-');")
                .contains("+        return title.toLowerCase().replaceAll(")
                .contains("3 checks passed");
    }
}

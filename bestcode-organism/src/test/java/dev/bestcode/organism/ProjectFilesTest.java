package dev.bestcode.organism;

import static dev.bestcode.organism.Reading.problems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ProjectFilesTest {
    @TempDir Path outside;
    private Path base;

    @BeforeEach
    void makeFiles() throws IOException {
        base = Files.createDirectory(outside.resolve("base"));
        Files.writeString(outside.resolve("secret"), "SECRET");
        Files.writeString(base.resolve("here.md"), "here");
        Files.createDirectory(base.resolve("sub"));
    }

    private static String prompt(String file) {
        return "profiles: {p: {listeners: []}}\nprompts:\n  a: \"file:" + file + "\"\n";
    }

    private void assertRefused(String file, String reason) {
        assertThat(problems(prompt(file), base))
                .containsExactly("organism.yaml:3:6: prompt file '" + file + "' " + reason);
    }

    @Test
    void fileBesideTheOrganismIsReadAsItIs() {
        assertThat(OrganismYaml.parse(prompt("sub/../here.md"), base).prompts().get("a"))
                .isEqualTo("here");
    }

    @Test
    void linkThatStaysInsideIsFollowed() throws IOException {
        Files.createSymbolicLink(base.resolve("link"), Path.of("here.md"));
        assertThat(OrganismYaml.parse(prompt("link"), base).prompts().get("a")).isEqualTo("here");
    }

    @Test
    void nothingOutsideTheDirectoryIsRead() throws IOException {
        var reason = "lies outside the project; name one inside it";
        assertRefused("../secret", reason);
        assertRefused("sub/../../secret", reason);
        assertRefused(outside.resolve("secret").toString(), reason);
        Files.createSymbolicLink(base.resolve("link"), outside.resolve("secret"));
        Files.createSymbolicLink(base.resolve("up"), outside);
        var byLink = "leads through a link out of the project";
        assertRefused("link", byLink);
        assertRefused("up/secret", byLink);
        assertRefused("up/base/../secret", byLink);
    }

    @Test
    void whatIsNoTextFileIsAProblemAtItsLine() throws IOException {
        assertRefused("gone.md", "does not exist; it is looked for beside the file that names it");
        assertRefused("sub", "is not a regular file");
        assertRefused("", "is not a regular file");
        Files.write(base.resolve("latin1"), new byte[] {'a', (byte) 0xE4});
        assertRefused("latin1", "is not UTF-8; save it as UTF-8");
        Files.write(base.resolve("large"), new byte[(1 << 20) + 1]);
        assertRefused("large", "is larger than 1,048,576 bytes");
    }
}

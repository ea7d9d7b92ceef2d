package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class ProjectMemoryTest {
    @TempDir private Path folder;

    @Test
    void filesOfTheWorkspaceAndAboveAreReadTheNearestLast() throws Exception {
        var workspace = Files.createDirectories(folder.resolve("project/module"));
        Files.writeString(folder.resolve("project/AGENTS.md"), "Use tabs.\n");
        Files.writeString(workspace.resolve("AGENTS.md"), "Here, spaces.\n");
        Files.writeString(workspace.resolve("CLAUDE.md"), "Be brief.\n");

        assertThat(ProjectMemory.of(workspace))
                .isEqualTo(
                        """
                        The project says in %s:

                        Use tabs.

                        The project says in %s:

                        Here, spaces.

                        The project says in %s:

                        Be brief."""
                                .formatted(
                                        folder.resolve("project/AGENTS.md"),
                                        workspace.resolve("AGENTS.md"),
                                        workspace.resolve("CLAUDE.md")));
    }

    @Test
    void aLinkIsNotFollowedAndARepetitionIsLeftOut() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "the key");
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.createSymbolicLink(workspace.resolve("AGENTS.md"), secret);
        assertThat(ProjectMemory.of(workspace)).isEmpty();

        Files.delete(workspace.resolve("AGENTS.md"));
        Files.writeString(workspace.resolve("AGENTS.md"), "Same.");
        Files.writeString(workspace.resolve("CLAUDE.md"), "Same.");
        assertThat(ProjectMemory.of(workspace)).containsOnlyOnce("Same.");
    }

    @Test
    void aLongFileIsCutBetweenCharactersAndSaysSo() throws Exception {
        Files.writeString(folder.resolve("AGENTS.md"), "x" + "é".repeat(30_000));

        var text = ProjectMemory.of(folder);

        assertThat(text).contains("[cut at 32,768 bytes").doesNotContain("\uFFFD");
    }
}

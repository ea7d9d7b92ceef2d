package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

class PrivateFoldersTest {
    @TempDir private Path folder;

    @Test
    void whatSystemsLeftThatHaveEndedIsRemovedAndNothingElse() throws Exception {
        var folders = new PrivateFolders(folder);
        var ours = folders.temp("boot-a", Optional.empty());
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var orphan = Files.createDirectories(folder.resolve("child-" + ended.pid() + "-boot-b"));
        Files.writeString(orphan.resolve("file"), "left");
        var foreign = Files.createDirectory(folder.resolve("child-of-somebody"));
        var home = folders.home("coding", Optional.empty());

        folders.removeOrphans();
        assertThat(orphan).doesNotExist();
        assertThat(ours).isDirectory();
        assertThat(foreign).isDirectory();
        assertThat(home).isDirectory();

        folders.remove("boot-a");
        assertThat(ours).doesNotExist();
        new PrivateFolders(folder.resolve("none")).removeOrphans();
    }
}

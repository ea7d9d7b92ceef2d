package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Root reads what it may not, so these are for everybody else.
class ProtectedStateTest {
    @TempDir private Path workspace;
    private Path config;
    private Path hooks;

    @BeforeEach
    void repository() throws IOException {
        assumeFalse(ChildUser.ours() == 0, "this is root, from whom no mode keeps anything");
        hooks = Files.createDirectories(workspace.resolve(".git/hooks"));
        config = Files.writeString(workspace.resolve(".git/config"), "old");
    }

    @Test
    void whatWasMadeUnreadableIsUndoneToo() throws IOException {
        var before = ProtectedState.of(workspace, ProtectedPath.ofRepository(Path.of(".git")));
        Files.writeString(config, "evil");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("---------"));
        Files.writeString(hooks.resolve("post-index-change"), "evil");
        Files.setPosixFilePermissions(hooks, PosixFilePermissions.fromString("-wx------"));

        assertThat(before.restore())
                .containsExactlyInAnyOrder(
                        "the command changed .git/config, which is protected; this was undone",
                        "the command made .git/hooks/post-index-change, which is protected; this was"
                                + " undone");
        assertThat(config).hasContent("old");
        assertThat(hooks).isEmptyDirectory();
    }
}

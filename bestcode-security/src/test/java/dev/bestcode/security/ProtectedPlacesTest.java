package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Limits;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Hooks and settings that others run or obey.
class ProtectedPlacesTest {
    private static final Set<Layer> NO_MOUNTS = EnumSet.of(Layer.MOUNTS, Layer.USER);

    @Test
    void whatIsMissingCannotBeMadeAndIsMissingAfterwards() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            Files.createDirectories(walled.workspace.resolve(".git/objects"));

            var ran =
                    walled.run(
                            "mkdir -p .bestcode .git/hooks; echo 1; touch .bestcode/organism.yaml;"
                                    + " touch .git/hooks/pre-commit; echo x > .git/config;"
                                    + " rmdir .bestcode; rm -rf .git/hooks; echo o > .git/objects/o");

            assertThat(ran.output()).startsWith("1\n");
            assertThat(walled.workspace).isDirectoryNotContaining("glob:**.bestcode");
            assertThat(walled.workspace.resolve(".git")).isDirectoryNotContaining("glob:**hooks");
            assertThat(walled.workspace.resolve(".git/config")).doesNotExist();
            assertThat(walled.workspace.resolve(".git/objects/o")).exists();
        }
    }

    @Test
    void aLinkInPlaceOfTheFolderIsNotFollowedWhenThePlaceIsMade() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            Files.createSymbolicLink(walled.workspace.resolve(".git"), walled.outside);

            assertThat(walled.run("true").ok()).isTrue();
            assertThat(walled.outside).isEmptyDirectory();
        }
    }

    @Test
    void aLinkInPlaceOfAFolderFurtherOutIsNotFollowedEither() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            var nested = Files.createDirectories(walled.workspace.resolve("sub/.git"));
            assertThat(walled.run("ls sub/.git").output()).contains("commondir");
            Files.delete(nested);
            Files.delete(walled.workspace.resolve("sub"));
            Files.createSymbolicLink(walled.workspace.resolve("sub"), walled.outside);
            Files.createDirectory(walled.outside.resolve(".git"));

            assertThat(walled.run("true").ok()).isTrue();
            assertThat(walled.outside.resolve(".git")).isEmptyDirectory();
        }
    }

    @Test
    void whatOneChildHoldsIsNotLetGoWithAnother() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            try (var earlier =
                    walled.start("sleep 60", "coding", CommandGrants.NONE, Limits.DEFAULT)) {
                Files.createDirectory(walled.workspace.resolve(".git"));
                try (var later =
                        walled.start("sleep 60", "coding", CommandGrants.NONE, Limits.DEFAULT)) {
                    earlier.kill();
                    var _ = earlier.await(Duration.ofSeconds(30));

                    assertThat(walled.workspace.resolve(".git/hooks")).isEmptyDirectory();
                    later.kill();
                    var _ = later.await(Duration.ofSeconds(30));
                }
            }
            assertThat(walled.workspace.resolve(".git")).isEmptyDirectory();
        }
    }

    @Test
    void withoutMountsAFileInPlaceOfARepositoryIsTakenAway() throws Exception {
        try (var walled = Walled.without(NO_MOUNTS, Set.of(), _ -> Optional.empty())) {
            Files.createDirectories(walled.workspace.resolve(".git/hooks"));

            var ran = walled.run("mv .git g; echo 'gitdir: g' > .git");

            assertThat(ran.findings())
                    .containsExactlyInAnyOrder(
                            "the command made .git, which is protected; this was undone",
                            "the command removed .git/hooks, which is protected; this was undone");
        }
    }

    @Test
    void withoutMountsMoreThanIsComparedIsUndoneToo() throws Exception {
        try (var walled = Walled.without(NO_MOUNTS, Set.of(), _ -> Optional.empty())) {
            var hooks = Files.createDirectories(walled.workspace.resolve(".git/hooks"));

            var ran = walled.run("cd .git/hooks; seq 21000 | xargs touch");

            assertThat(hooks).isEmptyDirectory();
            assertThat(ran.findings())
                    .hasSize(101)
                    .endsWith("20900 more changes of protected places");
        }
    }

    @Test
    void withoutMountsAChangeIsUndoneAndSaid() throws Exception {
        try (var walled = Walled.without(NO_MOUNTS, Set.of(), _ -> Optional.empty())) {
            var git = Files.createDirectories(walled.workspace.resolve(".git"));
            Files.createDirectories(git.resolve("hooks"));
            Files.writeString(git.resolve("config"), "[core]\n");
            Files.writeString(git.resolve("hooks/commit-msg"), "old");

            var ran =
                    walled.run(
                            "echo evil > .git/hooks/pre-commit; rm .git/hooks/commit-msg;"
                                    + " echo evil >> .git/config; mkdir -p .bestcode/x");

            assertThat(ran.findings())
                    .containsExactlyInAnyOrder(
                            "the command made .git/hooks/pre-commit, which is protected; this was undone",
                            "the command removed .git/hooks/commit-msg, which is protected; this was undone",
                            "the command changed .git/config, which is protected; this was undone",
                            "the command made .bestcode, which is protected; this was undone",
                            "the command made .bestcode/x, which is protected; this was undone");
            assertThat(git.resolve("config")).hasContent("[core]\n");
            assertThat(git.resolve("hooks/commit-msg")).hasContent("old");
            assertThat(git.resolve("hooks")).isDirectoryNotContaining("glob:**pre-commit");
        }
    }
}

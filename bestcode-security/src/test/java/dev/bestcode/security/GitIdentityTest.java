package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limits;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Commits from inside the walls are in the name that git finds outside of them.
class GitIdentityTest {
    private static final String PATH = "/usr/bin:/bin";
    private static final String COMMIT =
            "git commit -q --allow-empty -m x && git log -1 --format='%an <%ae>, %cn <%ce>'";

    private Path root;
    private Path workspace;
    private Path settings;

    @BeforeEach
    void repository() throws IOException, InterruptedException {
        var target = Path.of(System.getProperty("bestcode.root"), "bestcode-security/target");
        root = Files.createTempDirectory(Files.createDirectories(target.resolve("git")), "g");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        workspace = Files.createDirectories(root.resolve("work/shop"));
        settings = Files.createDirectory(root.resolve("home")).resolve(".gitconfig");
        Files.writeString(settings, "[user]\nname = Ada Lovelace\nemail = ada@home.example\n");
        assumeTrue(new TrustedPath(PATH, workspace).find("git").isPresent(), "git is not here");
        git("init", "-q");
    }

    @AfterEach
    void remove() throws IOException {
        FolderRemoval.remove(root);
    }

    private Map<String, String> environment() {
        return Map.of("PATH", PATH, "HOME", root.resolve("home").toString());
    }

    private void git(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        assertThat(new ProcessBuilder(command).directory(workspace.toFile()).start().waitFor())
                .isZero();
    }

    private Map<String, String> found() {
        return new GitIdentity(workspace, environment()).variables();
    }

    @Test
    void nameIsThatOfOurSettings() {
        assertThat(found())
                .containsOnly(
                        Map.entry("GIT_AUTHOR_NAME", "Ada Lovelace"),
                        Map.entry("GIT_AUTHOR_EMAIL", "ada@home.example"),
                        Map.entry("GIT_COMMITTER_NAME", "Ada Lovelace"),
                        Map.entry("GIT_COMMITTER_EMAIL", "ada@home.example"));
    }

    @Test
    void settingsForAFolderAndTheRepositorysOwnCount() throws Exception {
        Files.writeString(
                settings,
                "[includeIf \"gitdir:%s/work/\"]\npath = at-work\n".formatted(root),
                StandardOpenOption.APPEND);
        Files.writeString(settings.resolveSibling("at-work"), "[user]\nemail = ada@work.example\n");
        assertThat(found()).containsEntry("GIT_AUTHOR_EMAIL", "ada@work.example");
        git("config", "user.email", "ada@shop.example");
        assertThat(found())
                .containsEntry("GIT_AUTHOR_EMAIL", "ada@shop.example")
                .containsEntry("GIT_COMMITTER_NAME", "Ada Lovelace");
    }

    @Test
    void nobodyIsMadeUpWhereGitKnowsNobody() throws IOException {
        Files.writeString(settings, "[user]\nuseConfigOnly = true\n");
        assertThat(found()).isEmpty();
        assertThat(new GitIdentity(workspace, Map.of()).variables()).isEmpty();
    }

    @Test
    void childCommitsInThatName() throws Exception {
        try (var sandbox =
                SystemSandbox.around(workspace, root.resolve("private"), environment()).build()) {
            assumeTrue(sandbox.contains(CommandGrants.NONE), "no sandbox stands here");
            var request =
                    Walled.request(workspace, COMMIT, "coding", CommandGrants.NONE, Limits.DEFAULT);
            try (var child = sandbox.start(request, _ -> {})) {
                var exit = child.await(Duration.ofSeconds(30));
                assertThat(new String(child.output().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(
                                "Ada Lovelace <ada@home.example>, Ada Lovelace <ada@home.example>\n");
                assertThat(exit).isEqualTo(new Exit.Exited(0));
            }
        }
    }
}

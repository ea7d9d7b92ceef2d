package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class WorkspaceTrustTest {
    @TempDir private Path temp;
    private Path workspace;
    private Path config;

    @BeforeEach
    void directories() throws IOException {
        temp = temp.toRealPath();
        workspace = project("workspace");
        config = temp.resolve("config");
    }

    @Test
    void trustIsForThePathAndTheFilesAsTheyAre() throws IOException {
        assertThat(trust(workspace).isTrusted(files())).isFalse();

        trust(workspace).trust(files());

        assertThat(trust(workspace).isTrusted(files())).isTrue();
        var twin = project("twin");
        assertThat(trust(twin).isTrusted(ProjectFiles.of(twin, List.of(), "o"))).isFalse();
    }

    @Test
    void anyChangeOfTheFilesThatCountIsAskedAgain() throws IOException {
        trust(workspace).trust(files());
        var before = files();

        Files.writeString(workspace.resolve(".bestcode/organism.yaml"), "profiles: {x: {}}");
        assertThat(trust(workspace).isTrusted(files())).as("a file changed").isFalse();

        Files.writeString(workspace.resolve(".bestcode/organism.yaml"), "profiles: {}");
        assertThat(files()).isEqualTo(before);
        assertThat(trust(workspace).isTrusted(files())).as("and changed back").isTrue();

        Files.writeString(workspace.resolve(".bestcode/config.yaml"), "");
        assertThat(trust(workspace).isTrusted(files())).as("a file came").isFalse();
        Files.delete(workspace.resolve(".bestcode/config.yaml"));

        assertThat(trust(workspace).isTrusted(ProjectFiles.of(workspace, List.of(), "other")))
                .as("what they lead to changed")
                .isFalse();
        Files.move(
                workspace.resolve(".bestcode/organism.yaml"),
                workspace.resolve(".bestcode/organisms.yaml"));
        assertThat(trust(workspace).isTrusted(files())).as("a file was renamed").isFalse();
    }

    @Test
    void whatIsRevokedIsNotTrustedAndOthersStay() throws IOException {
        var other = project("other");
        trust(workspace).trust(files());
        trust(other).trust(ProjectFiles.of(other, List.of(), "o"));

        assertThat(trust(workspace).revoke()).isTrue();

        assertThat(trust(workspace).revoke()).isFalse();
        assertThat(trust(workspace).isTrusted(files())).isFalse();
        assertThat(trust(other).isTrusted(ProjectFiles.of(other, List.of(), "o"))).isTrue();
    }

    @Test
    void aLinkAmongTheSettingsIsRefused() throws IOException {
        var outside = Files.writeString(temp.resolve("outside.yaml"), "");
        Files.createSymbolicLink(workspace.resolve(".bestcode/more.yaml"), outside);

        assertThatThrownBy(this::files)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more.yaml is neither a file nor a folder");
    }

    @Test
    void trustThatTheWorkspacesToolsCouldWriteIsNone() throws IOException {
        config = workspace.resolve("config");

        assertThatThrownBy(() -> trust(workspace).trust(files()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lies in the workspace");
        Files.createDirectories(config.resolve("bestcode"));
        Files.writeString(
                config.resolve("bestcode/trust.jsonl"),
                "{\"workspace\":\"%s\",\"sha256\":\"%s\"}\n"
                        .formatted(workspace, files().digest()));
        assertThat(trust(workspace).isTrusted(files())).isFalse();
    }

    private Path project(String name) throws IOException {
        var project = temp.resolve(name);
        Files.createDirectories(project.resolve(".bestcode"));
        Files.writeString(project.resolve(".bestcode/organism.yaml"), "profiles: {}");
        return project;
    }

    private ProjectFiles files() throws IOException {
        return ProjectFiles.of(workspace, List.of(), "o");
    }

    private WorkspaceTrust trust(Path of) throws IOException {
        return WorkspaceTrust.of(Map.of("XDG_CONFIG_HOME", config.toString()), of);
    }
}

package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.SandboxException;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// Organisms as users: each profile of each workspace has a number of its own.
class ChildUserTest {
    private static final EnumSet<Layer> USERS = EnumSet.of(Layer.USER);

    private static Walled.Ran run(
            Walled walled, String script, String profile, CommandGrants grants) throws Exception {
        return walled.run(script, profile, grants, Limits.DEFAULT, Duration.ofSeconds(30));
    }

    private static CommandGrants as(String user) {
        return new CommandGrants(false, List.of(), List.of(), List.of(), Optional.of(user));
    }

    @Test
    void whatAChildMakesInTheWorkspaceBelongsToItsOwner() throws Exception {
        try (var walled = Walled.needing(USERS)) {
            Files.writeString(walled.workspace.resolve("theirs"), "before");
            Files.setPosixFilePermissions(
                    walled.workspace.resolve("theirs"),
                    PosixFilePermissions.fromString("rw-------"));

            var ran = walled.run("id -u; cat theirs; echo after >> theirs; mkdir made; whoami");

            int uid = ChildUser.of(walled.workspace, "coding").uid();
            assertThat(ran.output()).isEqualTo(uid + "\nbeforebestcode\n");
            assertThat(walled.workspace.resolve("theirs")).hasContent("beforeafter\n");
            assertThat(ChildUser.attribute(walled.workspace.resolve("made"), "unix:uid"))
                    .contains(ChildUser.ours());
        }
    }

    @Test
    void twoOrganismsReadNeitherEachOthersWorkspaceNorData() throws Exception {
        try (var one = Walled.needing(USERS);
                var two = Walled.needing(USERS)) {
            one.run("echo secret > mine; echo secret > $HOME/mine; echo secret > /tmp/mine");
            var home = one.run("echo $HOME").output().strip();

            var ran =
                    two.run(
                            "cat %s/mine %s/mine /tmp/mine; ls %s; echo $(id -u)"
                                    .formatted(one.workspace, home, one.root));

            assertThat(ran.output()).doesNotContain("secret");
            assertThat(ran.output())
                    .endsWith(ChildUser.of(two.workspace, "coding").uid() + "\n")
                    .isNotEqualTo(one.run("id -u").output());
        }
    }

    @Test
    void profilesOfOneWorkspaceShareItAndNothingElse() throws Exception {
        try (var walled = Walled.needing(USERS)) {
            walled.run("echo shared > file; echo secret > $HOME/mine");
            var home = walled.run("echo $HOME").output().strip();

            var ran =
                    run(
                            walled,
                            "cat file; cat %s/mine; ls $HOME".formatted(home),
                            "researcher",
                            CommandGrants.NONE);

            assertThat(ran.output()).startsWith("shared\n").doesNotContain("secret");
        }
    }

    @Test
    void aNamedUserIsTakenAndRootIsRefused() throws Exception {
        try (var walled = Walled.needing(USERS)) {
            assertThat(run(walled, "id -un", "coding", as("nobody")).output())
                    .isEqualTo("nobody\n");
            assertThatThrownBy(() -> run(walled, "id", "coding", as("there-is-none")))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("useradd --system there-is-none");
        }
    }

    @Test
    void rootStartsNothingWhereNoOtherUserCanBeHad() throws Exception {
        Assumptions.assumeTrue(ChildUser.ours() == 0, "this is not root");
        try (var walled =
                Walled.without(
                        EnumSet.of(Layer.MOUNTS),
                        EnumSet.noneOf(Layer.class),
                        _ -> Optional.empty())) {
            assertThatThrownBy(() -> run(walled, "id", "coding", CommandGrants.NONE))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("nothing is started as root")
                    .hasMessageContaining("without mounts");
        }
    }

    @Test
    void withoutTheWallANamedUserStartsNothing() throws Exception {
        try (var walled =
                Walled.without(USERS, EnumSet.noneOf(Layer.class), _ -> Optional.empty())) {
            assertThatThrownBy(() -> run(walled, "id", "coding", as("nobody")))
                    .isInstanceOf(SandboxException.class)
                    .hasMessage("linux_user is 'nobody', but left out");
        }
    }

    @Test
    void whatIsGrantedBesideTheWorkspaceIsReadOrWritten() throws Exception {
        try (var walled = Walled.needing(USERS)) {
            Files.writeString(walled.outside.resolve("file"), "granted");
            var path = walled.outside.toString();

            assertThat(
                            run(
                                            walled,
                                            "cat %s/file; echo x > %s/new || echo not"
                                                    .formatted(path, path),
                                            "coding",
                                            new CommandGrants(
                                                    false,
                                                    List.of(path),
                                                    List.of(),
                                                    List.of(),
                                                    Optional.empty()))
                                    .output())
                    .startsWith("granted")
                    .endsWith("not\n");
            assertThat(
                            run(
                                            walled,
                                            "echo x > %s/new && cat %s/new".formatted(path, path),
                                            "coding",
                                            new CommandGrants(
                                                    false,
                                                    List.of(),
                                                    List.of(path),
                                                    List.of(),
                                                    Optional.empty()))
                                    .output())
                    .isEqualTo("x\n");
        }
    }
}

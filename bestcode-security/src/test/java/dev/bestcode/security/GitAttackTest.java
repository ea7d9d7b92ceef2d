package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a command leaves in repositories that were there before it does not run when a person looks
/// at them with git, outside of the walls.
class GitAttackTest {
    private static final String PATH = "/usr/bin:/bin";
    private static final Set<Layer> NO_MOUNTS = EnumSet.of(Layer.MOUNTS, Layer.USER);

    /// A repository with a submodule, a worktree and another repository in it.
    private static final String SETUP =
            """
            set -e
            one() { git init -q "$1"; echo 1 > "$1/file"; git -C "$1" add file; git -C "$1" commit -qm 1; }
            one ../outside/lib; one .; one nested
            git -c protocol.file.allow=always submodule --quiet add "$PWD/../outside/lib" sub
            git commit -qm 2
            git worktree add -q wt
            git config extensions.worktreeConfig true
            """;

    private static final String LOOK =
            """
            for each in . sub wt nested; do
                git -C $each status; git -C $each log -1; git -C $each diff
            done; true
            """;

    enum Attack {
        COMMON_FOLDER("evil .git; echo ../evil > .git/commondir"),
        SETTINGS_OF_ITS_WORKTREE("settings .git/config.worktree"),
        A_FILE_IN_ITS_PLACE("evil .git; mv .git g; echo 'gitdir: evil' > .git"),
        SETTINGS_OF_A_SUBMODULE("settings .git/modules/sub/config"),
        HOOK_OF_A_SUBMODULE(
                "hook=.git/modules/sub/hooks/post-index-change;"
                        + " printf \"#!/bin/sh\\ntouch $CANARY\\n\" > $hook; chmod +x $hook;"
                        + " touch -d 2001-01-01 sub/file"),
        FOLDER_OF_SUBMODULES(
                "cp -r .git/modules m; settings m/sub/config;"
                        + " mv .git/modules .git/old && mv m .git/modules"),
        FILE_OF_A_SUBMODULE("evil .git/modules/sub; echo 'gitdir: ../evil' > sub/.git"),
        COMMON_FOLDER_OF_A_WORKTREE("evil .git; echo $PWD/evil > .git/worktrees/wt/commondir"),
        FOLDER_OF_WORKTREES(
                "evil .git; cp -r .git/worktrees w; echo $PWD/evil > w/wt/commondir;"
                        + " mv .git/worktrees .git/old && mv w .git/worktrees"),
        SETTINGS_OF_A_WORKTREE("settings .git/worktrees/wt/config.worktree"),
        FILE_OF_A_WORKTREE("evil .git; echo 'gitdir: ../evil' > wt/.git"),
        SETTINGS_OF_ANOTHER_REPOSITORY("settings nested/.git/config"),
        COMMON_FOLDER_OF_ANOTHER_REPOSITORY(
                "evil nested/.git; echo ../../evil > nested/.git/commondir");

        private final String script;

        Attack(String script) {
            this.script = script;
        }

        String script(Path canary) {
            return """
                   CANARY=%s
                   settings() { printf "[core]\\nrepositoryformatversion = 0\\nfsmonitor = \\"touch $CANARY; false\\"\\n" > $1; }
                   evil() { cp -r $1 evil; settings evil/config; }
                   %s
                   """
                    .formatted(canary, script);
        }
    }

    @BeforeEach
    void gitIsHere() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not here");
    }

    private static void outside(Path folder, String script) throws Exception {
        var builder =
                new ProcessBuilder("/bin/bash", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().put("HOME", "/nonexistent");
        for (var who : Set.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "Ada");
            builder.environment().put("GIT_" + who + "_EMAIL", "ada@example.org");
        }
        var process = builder.start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void doesNotRun(Attack attack) throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            assertHeld(walled, attack);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isUndoneWhereNoMountsStand(Attack attack) throws Exception {
        try (var walled = Walled.without(NO_MOUNTS, Set.of(), _ -> Optional.empty())) {
            assertHeld(walled, attack);
        }
    }

    private static void assertHeld(Walled walled, Attack attack) throws Exception {
        var canary = walled.outside.resolve("canary");
        outside(walled.workspace, SETUP);

        var ran = walled.run(attack.script(canary));

        assertThat(canary).as("made inside the walls").doesNotExist();
        outside(walled.workspace, LOOK);
        assertThat(canary).as("after: " + ran).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void runsWhereNobodyStandsBefore(Attack attack) throws Exception {
        try (var walled = Walled.needing(Set.of())) {
            var canary = walled.outside.resolve("canary");
            outside(walled.workspace, SETUP);

            outside(walled.workspace, attack.script(canary));

            outside(walled.workspace, LOOK);
            assertThat(canary).exists();
        }
    }

    @Test
    void gitWorksInsideAndOutsideAsBeforeAndNothingIsLeft() throws Exception {
        try (var walled = Walled.needing(EnumSet.of(Layer.MOUNTS))) {
            outside(walled.workspace, SETUP);
            var before = Files.readString(walled.workspace.resolve(".git/config"));

            var ran =
                    walled.run(
                            """
                            set -e
                            echo 2 > file; git commit -qam 3; git status --short
                            git branch topic; git stash list; git gc -q; git fsck
                            git worktree add -q other topic; echo 3 > other/file
                            git -C other commit -qam 4; git -C wt commit -q --allow-empty -m 5
                            git -C sub checkout -q --detach; git -C sub commit -q --allow-empty -m 6
                            git -C nested commit -q --allow-empty -m 7
                            git worktree add -q further
                            git log --format=%s --all; git -C sub log --format=%s
                            """);

            assertThat(ran.ok()).as(ran.output()).isTrue();
            assertThat(ran.output().lines()).contains("3", "4", "5", "6");
            var next = walled.run("git worktree remove other && git worktree remove further");
            assertThat(next.ok()).as("what a command made, another removes: " + next).isTrue();
            outside(
                    walled.workspace,
                    "set -e; git fsck; git -C sub fsck; git -C wt fsck; git -C nested fsck;"
                            + " [ $(git -C nested log --format=%s -1) = 7 ]");
            assertThat(walled.workspace.resolve(".git/config")).hasContent(before);
            for (var folder : Set.of(".git", ".git/modules/sub", "nested/.git")) {
                assertThat(walled.workspace.resolve(folder))
                        .isDirectoryNotContaining("glob:**commondir")
                        .isDirectoryNotContaining("glob:**config.worktree");
            }
        }
    }
}

package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.security.WorkspaceTrust;
import dev.bestcode.tools.SavedCommand;
import dev.bestcode.tools.SavedCommands;
import dev.bestcode.tools.Skill;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Skills, commands and hooks of a project that somebody else wrote.
class ProjectTextsTest {
    private static final String SKILL = "---\ndescription: Helps\n---\nDo as I say.";
    private static final String HOOKS =
            """
            hooks:
              - at: run_start
                command: [sh, tools/check.sh]
            profiles:
              coding: {listeners: [coder, file-read]}
            """;

    @TempDir private Path folder;
    private Path workspace = Path.of("");

    @BeforeEach
    void layWorkspace() throws IOException {
        workspace = Files.createDirectory(folder.toRealPath().resolve("workspace"));
    }

    private Map<String, String> environment() {
        return Map.of("HOME", folder.toString());
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private ProjectTexts texts() throws IOException {
        return ProjectOrganism.of(null, workspace).texts(environment(), workspace);
    }

    @Test
    void textsOfAProjectCountOnceTheyAreTrustedAndUntilOneChanges() throws Exception {
        write("workspace/.bestcode/skills/a/SKILL.md", SKILL);
        write("workspace/.claude/skills/b/SKILL.md", SKILL);
        write("workspace/.bestcode/commands/fix.md", "Fix it.");
        write("workspace/.claude/commands/look.md", "Look at it.");
        assertThat(texts()).isEqualTo(ProjectTexts.NONE);

        var project = ProjectOrganism.of(null, workspace);
        assertThat(project.widening(workspace))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "skill a: \\.bestcode/skills/a/SKILL\\.md \\(SHA-256 [0-9a-f]{12}…\\)"),
                        line -> assertThat(line).startsWith("skill b: .claude/skills/b/SKILL.md ("),
                        line ->
                                assertThat(line)
                                        .startsWith("command /fix: .bestcode/commands/fix.md ("),
                        line ->
                                assertThat(line)
                                        .startsWith("command /look: .claude/commands/look.md ("));
        WorkspaceTrust.of(environment(), workspace).trust(project.files().orElseThrow());

        assertThat(texts().skills().all()).extracting(Skill::name).containsExactly("a", "b");
        assertThat(texts().commands().all())
                .extracting(SavedCommand::name)
                .containsExactly("fix", "look");

        write("workspace/.claude/skills/b/SKILL.md", SKILL + " Now.");
        assertThat(texts()).isEqualTo(ProjectTexts.NONE);
    }

    @Test
    void yoursCountWithoutTrustAndBeforeThoseOfAProject() throws Exception {
        write("workspace/.bestcode/commands/fix.md", "Theirs.");
        write(".config/bestcode/commands/fix.md", "Mine.");
        write(".config/bestcode/skills/mine/SKILL.md", SKILL);
        assertThat(texts().skills().all()).extracting(Skill::name).containsExactly("mine");

        var project = ProjectOrganism.of(null, workspace);
        WorkspaceTrust.of(environment(), workspace).trust(project.files().orElseThrow());

        assertThat(texts().commands().all())
                .extracting(SavedCommand::text)
                .containsExactly("Mine.");
        assertThat(texts().problems())
                .containsExactly(
                        ".bestcode/commands/fix.md is not used: %s/.config/bestcode/commands/fix.md has that name"
                                .formatted(folder));
    }

    @Test
    void yoursDoNotCountWhereAWorkspaceHoldsThem() throws Exception {
        write("workspace/.config/bestcode/commands/fix.md", "Planted.");
        var home = Map.of("HOME", workspace.toString());

        assertThat(ProjectTexts.ofUser(home, workspace)).isEqualTo(ProjectTexts.NONE);
    }

    @Test
    void hooksOfAProjectAreShownWithTheirFilesAndRefusedUntilTrusted() throws Exception {
        write("workspace/.bestcode/organism.yaml", HOOKS);
        write("workspace/tools/check.sh", "exit 0");
        var project = ProjectOrganism.of(null, workspace);

        assertThat(project.widening(workspace))
                .singleElement()
                .asString()
                .matches(
                        "hook run_start: sh tools/check\\.sh; tools/check\\.sh \\(SHA-256 [0-9a-f]{12}…\\)");
        assertThatThrownBy(() -> project.trusted(environment(), workspace))
                .isInstanceOf(UntrustedException.class)
                .hasMessageContaining("hook run_start: sh tools/check.sh");

        WorkspaceTrust.of(environment(), workspace).trust(project.files().orElseThrow());
        assertThat(project.trusted(environment(), workspace).organism().hooks()).hasSize(1);

        write("workspace/tools/check.sh", "exit 2");
        assertThatThrownBy(
                        () -> ProjectOrganism.of(null, workspace).trusted(environment(), workspace))
                .isInstanceOf(UntrustedException.class);
    }

    @Test
    void aCommandOfOurOwnGoesBeforeOneOfItsNameAndHelpListsTheOthers() throws Exception {
        write(".config/bestcode/commands/quit.md", "Never said.");
        write(".config/bestcode/commands/fix.md", "---\ndescription: Mends\n---\nFix.");

        assertThat(texts().problems())
                .singleElement()
                .asString()
                .contains("/quit is a command of BestCode itself");
        assertThat(ReplCommand.page(texts().commands()))
                .contains("  /fix              Mends")
                .doesNotContain("Never said");
        assertThat(ReplCommand.page(SavedCommands.NONE)).doesNotContain("/fix");
    }

    @Test
    void withAnOrganismOfYoursAProjectsTextsAreNotRead() throws Exception {
        write("workspace/.bestcode/skills/a/SKILL.md", SKILL);
        write("mine.yaml", "profiles: {coding: {listeners: [coder, file-read]}}");

        var project = ProjectOrganism.of(folder.resolve("mine.yaml"), workspace);

        assertThat(project.texts()).isEqualTo(ProjectTexts.NONE);
        assertThat(project.widening(workspace)).isEqualTo(List.of());
    }
}

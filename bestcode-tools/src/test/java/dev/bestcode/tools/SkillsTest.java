package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SkillsTest {
    @TempDir private Path folder;

    @Test
    void aSkillIsListedByALineAndToldInWholeWithWhatLiesBesideIt() throws Exception {
        write(
                "proj/.s/release/SKILL.md",
                "---\nname: release\ndescription: >-\n  How a release\n  is made.\nlicense: x\n---\n\n# Release\n\nTag it.\n");
        write("proj/.s/release/notes.md", "n");

        var skills = Skills.in(List.of(project(".s")));

        assertThat(skills.problems()).isEmpty();
        assertThat(skills.lines()).isEqualTo(Skills.HEAD + "\n- release: How a release is made.");
        var told = call(skills, "release");
        assertThat(told.error()).isFalse();
        assertThat(told.text())
                .isEqualTo(
                        "The skill release, from .s/release/SKILL.md:\n\n# Release\n\nTag it.\n\n"
                                + "Beside it lie notes.md; read them with file-read from the same folder.");
        assertThat(new SkillTool(skills).readsFrom(named("release")))
                .containsExactly(Source.file(".s/release/SKILL.md"));
    }

    @Test
    void whatWasReadIsToldAlthoughTheFileChangesLater() throws Exception {
        write("proj/.s/a/SKILL.md", "---\ndescription: d\n---\ntrusted");
        var skills = Skills.in(List.of(project(".s")));

        write("proj/.s/a/SKILL.md", "---\ndescription: d\n---\nplanted");

        assertThat(call(skills, "a").text()).contains("trusted").doesNotContain("planted");
    }

    @Test
    void ofTwoOfOneNameTheFirstFolderCountsAndTheOtherIsSaid() throws Exception {
        write("home/a/SKILL.md", "---\ndescription: mine\n---\nx");
        write("proj/.s/a/SKILL.md", "---\ndescription: theirs\n---\nx");

        var skills = Skills.in(List.of(PromptFolder.ofUser(folder.resolve("home")), project(".s")));

        assertThat(skills.all()).extracting(Skill::description).containsExactly("mine");
        assertThat(skills.problems())
                .containsExactly(
                        ".s/a/SKILL.md is not used: %s/home/a/SKILL.md has that name"
                                .formatted(folder));
    }

    @Test
    void whatCannotBeUsedIsSaidAndTheRestCounts() throws Exception {
        write("proj/.s/good/SKILL.md", "---\ndescription: d\n---\nx");
        write("proj/.s/nothing/SKILL.md", "no front matter");
        write("proj/.s/bad/SKILL.md", "---\nname: ../up\ndescription: d\n---\nx");
        write("proj/.s/long/SKILL.md", "---\ndescription: d\n---\n" + "x".repeat(70_000));
        write("proj/.s/plain.md", "not a folder");

        var skills = Skills.in(List.of(project(".s")));

        assertThat(skills.all()).extracting(Skill::name).containsExactly("good");
        assertThat(skills.problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("../up"),
                        second -> assertThat(second).contains("more than 65,536 bytes"),
                        third -> assertThat(third).contains("no description"));
    }

    @Test
    void linksOfAProjectAreNotFollowed() throws Exception {
        write("secret/SKILL.md", "---\ndescription: d\n---\nsecret");
        Files.createDirectories(folder.resolve("proj/.s/file"));
        Files.createSymbolicLink(folder.resolve("proj/.s/dir"), folder.resolve("secret"));
        Files.createSymbolicLink(
                folder.resolve("proj/.s/file/SKILL.md"), folder.resolve("secret/SKILL.md"));
        Files.createSymbolicLink(folder.resolve("proj/.t"), folder);

        assertThat(Skills.in(List.of(project(".s"), project(".t"))).all()).isEmpty();
    }

    @Test
    void theListIsBoundAndSaysHowManyMoreThereAre() throws Exception {
        for (int i = 0; i < Skills.SKILLS_MAX + 1; i++) {
            write(
                    "proj/.s/skill-%02d/SKILL.md".formatted(i),
                    "---\ndescription: \"%s\"\n---\nx".formatted("word ".repeat(100)));
        }

        var skills = Skills.in(List.of(project(".s")));

        assertThat(skills.all()).hasSize(Skills.SKILLS_MAX);
        assertThat(skills.problems()).singleElement().asString().contains("there are 64 skills");
        assertThat(skills.lines())
                .hasSizeLessThan(Skills.LINES_CHARS_MAX + 100)
                .containsPattern("- and \\d+ more");
        assertThat(skills.lines().lines()).allMatch(line -> line.length() < 400);
        assertThat(call(skills, "other").text()).contains("skill-63");
    }

    @Test
    void aDescriptionIsOneLineWithoutWhatIsNotSeen() throws Exception {
        write("proj/.s/a/SKILL.md", "---\ndescription: a\u202Eb\u200B  c\u001B[2J\n---\nx\u2066y");

        var skill = Skills.in(List.of(project(".s"))).all().getFirst();

        assertThat(skill.description()).isEqualTo("ab c[2J");
        assertThat(skill.text()).isEqualTo("xy");
    }

    @Test
    void commandsSayTheirTextWithWhatWasTyped() throws Exception {
        write("proj/.c/fix.md", "---\ndescription: Fix it\n---\nFix $ARGUMENTS, then test.");
        write("proj/.c/plain.md", "\nSay it.\nAgain.");
        write("proj/.c/empty.md", "---\ndescription: d\n---\n");
        write("proj/.c/bad name.md", "x");
        write("proj/.c/read.txt", "x");

        var commands = SavedCommands.in(List.of(project(".c")));

        assertThat(commands.all())
                .extracting(SavedCommand::name, SavedCommand::description)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fix", "Fix it"),
                        org.assertj.core.groups.Tuple.tuple("plain", "Say it."));
        var fix = commands.named("fix").orElseThrow();
        assertThat(fix.with("a $ARGUMENTS b")).isEqualTo("Fix a $ARGUMENTS b, then test.");
        var plain = commands.named("plain").orElseThrow();
        assertThat(plain.with("")).isEqualTo("Say it.\nAgain.");
        assertThat(plain.with("now")).isEqualTo("Say it.\nAgain.\n\nnow");
        assertThat(commands.problems()).hasSize(2);
    }

    private PromptFolder project(String name) throws IOException {
        return PromptFolder.ofProject(folder.resolve("proj").toRealPath(), name);
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        var parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
    }

    private static JsonObject named(String name) {
        return JsonObject.builder().put("name", name).build();
    }

    private static ToolOutcome call(Skills skills, String name) throws InterruptedException {
        return new SkillTool(skills)
                .call(
                        new ToolCall(
                                named(name), new RunId("test"), "coding", new NoRights(), _ -> {}));
    }
}

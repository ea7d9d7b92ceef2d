package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.CommandPolicy.Decision;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CommandAllowListTest {
    private static final Map<String, Optional<Sha256>> GRANTED =
            Map.of("git", Optional.empty(), "mvn", Optional.empty());

    @TempDir private Path temp;
    private Path workspace;
    private Path trusted;

    @BeforeEach
    void directories() throws IOException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        trusted = Files.createDirectory(temp.resolve("bin"));
    }

    @Test
    void listedProgramIsRunByItsTrustedAbsolutePath() throws IOException {
        var git = program(trusted, "git");
        assertThat(
                        list(trusted.toString())
                                .decide("p", GRANTED, List.of("git", "status"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Run.class, run -> assertThat(run.program()).isEqualTo(git));
    }

    @Test
    void untrustedDirectoriesArePassedOver() throws IOException {
        var open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        program(open, "git");
        program(workspace, "git");
        var git = program(trusted, "git");
        var path = String.join(":", "bin", "", open.toString(), workspace.toString());

        assertThat(list(path).decide("p", GRANTED, List.of("git"), workspace))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(list(path + ":" + trusted).decide("p", GRANTED, List.of("git"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Run.class, run -> assertThat(run.program()).isEqualTo(git));
    }

    @Test
    void whatOnlyLooksOrWaitsMayRunBesideOthers() {
        var list = list(trusted.toString());

        for (var line : List.of("sleep 1", "ls -l", "cat a", "git status", "git log -3")) {
            assertThat(list.independent(List.of(line.split(" ", -1)))).as(line).isTrue();
        }
        for (var line :
                List.of(
                        "git",
                        "git -C x status",
                        "git add a",
                        "git stash show",
                        "make",
                        "./ls",
                        "sed -i x y",
                        "no-such-program")) {
            assertThat(list.independent(List.of(line.split(" ", -1)))).as(line).isFalse();
        }
        var exact = list.allowExactly(trusted.resolve("tool"), List.of("ls", "-l"));
        assertThat(exact.independent(List.of("ls", "-l"))).isFalse();
    }

    @Test
    void linkThatLeadsIntoTheWorkspaceIsNotTrusted() throws IOException {
        Files.createSymbolicLink(trusted.resolve("git"), program(workspace, "mine"));
        assertThat(list(trusted.toString()).decide("p", GRANTED, List.of("git"), workspace))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void whatIsNotListedIsRefusedWithWhatIs() throws IOException {
        program(trusted, "git");
        program(trusted, "rm");
        var list = list(trusted.toString());
        for (var word : List.of("rm", "./git", trusted + "/git", "git ", "")) {
            assertThat(list.decide("p", GRANTED, List.of(word), workspace))
                    .isEqualTo(
                            new Decision.Refuse(
                                    "profile 'p' may not start '%s'; allowed, by plain name: git"
                                            .formatted(word)));
        }
        assertThat(list.decide("p", GRANTED, List.of("mvn"), workspace))
                .isEqualTo(
                        new Decision.Refuse(
                                "profile 'p' may not start 'mvn', which is listed but in no trusted"
                                        + " directory; allowed, by plain name: git"));
        assertThat(list.decide("q", GRANTED, List.of("git"), workspace))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(list.decide("p", GRANTED, List.of(), workspace))
                .isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void refusalRepeatsNoMoreOfAWordThanAProgramsNameCanHave() throws IOException {
        var refused =
                list(trusted.toString())
                        .decide("p", GRANTED, List.of("x".repeat(1 << 20)), workspace);

        assertThat(((Decision.Refuse) refused).reason())
                .hasSizeLessThan(400)
                .contains("x…'", "allowed, by plain name");
    }

    @Test
    void exactRuleAllowsThoseWordsAlone() throws IOException {
        var demo = program(workspace, "demo");
        var list = list("").allowExactly(demo, List.of("demo", "--offline"));

        assertThat(list.decide("p", GRANTED, List.of("demo", "--offline"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Run.class, run -> assertThat(run.program()).isEqualTo(demo));
        for (var words : List.of(List.of("demo"), List.of("demo", "--offline", "x"))) {
            assertThat(list.decide("p", GRANTED, words, workspace))
                    .isInstanceOf(Decision.Refuse.class);
        }
    }

    @Test
    void whatTheThreadIsNotGrantedAnyMoreIsRefused() throws IOException {
        program(trusted, "git");
        var list = list(trusted.toString());

        assertThat(list.decide("p", Map.of(), List.of("git"), workspace))
                .isEqualTo(
                        new Decision.Refuse(
                                "profile 'p' may not start 'git'; allowed, by plain name: nothing"));
    }

    @Test
    void pinnedProgramStartsWithThoseBytesAlone() throws IOException {
        var git = program(trusted, "git");
        Files.writeString(git, "one");
        var list = list(trusted.toString());
        var pinned = Map.of("git", Optional.of(Bytes.ofUtf8("one").sha256()));

        assertThat(list.decide("p", pinned, List.of("git"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Run.class, run -> assertThat(run.program()).isEqualTo(git));
        Files.writeString(git, "two");
        assertThat(list.decide("p", pinned, List.of("git"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("pinned to other bytes"));
    }

    @Test
    void programOfTheWorkspaceStartsAsTheBytesThatItWasTrustedAsAndIsRefusedWhenTheyChange()
            throws IOException {
        var wrapper = program(workspace, "mvnw");
        Files.writeString(wrapper, "one");
        Map<String, Optional<Sha256>> granted = Map.of("./mvnw", Optional.empty());
        var list = list("", List.of("./mvnw", "./gone", "../bin/git"));
        program(workspace, "gone");
        program(trusted, "git");

        assertThat(list.decide("p", granted, List.of("./mvnw", "test"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Run.class, run -> assertThat(run.program()).isEqualTo(wrapper));
        assertThat(list.decide("p", granted, List.of("./mvnw", "exec:exec"), workspace))
                .as("the policy of mvn holds for its wrapper")
                .isInstanceOf(Decision.Refuse.class);
        Files.writeString(wrapper, "two");
        assertThat(list.decide("p", granted, List.of("./mvnw", "test"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("has changed since"));
        for (var name : List.of("./gone", "../bin/git", "mvnw", "sub/../mvnw")) {
            assertThat(list.decide("p", Map.of(name, Optional.empty()), List.of(name), workspace))
                    .as(name)
                    .isInstanceOf(Decision.Refuse.class);
        }
    }

    /// As `python3 -m venv` makes it.
    @Test
    void programOfAVirtualEnvironmentMayBeALinkToOneOutside() throws IOException {
        var python = program(trusted, "python3");
        Files.writeString(python, "one");
        var bin = Files.createDirectories(workspace.resolve(".venv/bin"));
        var link = Files.createSymbolicLink(bin.resolve("python"), python);
        var open = Files.createDirectory(temp.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.createSymbolicLink(bin.resolve("anybodys"), program(open, "python3"));
        var names = List.of(".venv/bin/python", ".venv/bin/anybodys", "./link/python3");
        Files.createSymbolicLink(workspace.resolve("link"), trusted);
        var granted = new HashMap<String, Optional<Sha256>>();
        names.forEach(name -> granted.put(name, Optional.empty()));
        var list = list("", names);

        for (var name : List.of(".venv/bin/python", "./.venv/bin/python")) {
            assertThat(list.decide("p", granted, List.of(name, "x.py"), workspace))
                    .isInstanceOfSatisfying(
                            Decision.Run.class, run -> assertThat(run.program()).isEqualTo(link));
        }
        for (var name : List.of(".venv/bin/anybodys", "./link/python3", "python")) {
            assertThat(list.decide("p", granted, List.of(name, "x.py"), workspace))
                    .as(name)
                    .isInstanceOf(Decision.Refuse.class);
        }
        Files.delete(link);
        Files.writeString(program(bin, "python"), "another");
        assertThat(list.decide("p", granted, List.of(".venv/bin/python", "x.py"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("has changed since"));
    }

    @Test
    void fixedCommandNeedsNoListingAndHasTheSamePolicy() throws IOException {
        var make = program(trusted, "make");
        var list = list(trusted.toString());

        assertThat(list.decideFixed(List.of("make", "test"), workspace))
                .isEqualTo(Decision.Run.as(make, List.of("make", "test")));
        assertThat(list.decideFixed(List.of("make", "--eval=x:;id"), workspace))
                .isInstanceOf(Decision.Refuse.class);
        assertThat(list.decideFixed(List.of("cargo", "test"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("has to install it"));
    }

    private CommandAllowList list(String path) {
        return list(path, List.of("git", "mvn"));
    }

    private CommandAllowList list(String path, List<String> commands) {
        var profile = new ProfileSpec("p", List.of(), Map.of(), commands);
        return CommandAllowList.of(Organism.named("o").profile(profile).build(), path, workspace);
    }

    private static Path program(Path directory, String name) throws IOException {
        var file = Files.createFile(directory.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}

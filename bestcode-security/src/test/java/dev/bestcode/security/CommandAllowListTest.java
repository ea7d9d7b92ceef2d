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
                .isEqualTo(new Decision.Run(git));
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
                .isEqualTo(new Decision.Run(git));
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
        for (var word : List.of("rm", "mvn", "./git", trusted + "/git", "git ", "")) {
            assertThat(list.decide("p", GRANTED, List.of(word), workspace))
                    .isEqualTo(
                            new Decision.Refuse(
                                    "profile 'p' may not start '"
                                            + word
                                            + "'; allowed, by plain"
                                            + " name: git; listed but not found in a trusted"
                                            + " directory: mvn"));
        }
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
                .isEqualTo(new Decision.Run(demo));
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
                .isEqualTo(new Decision.Run(git));
        Files.writeString(git, "two");
        assertThat(list.decide("p", pinned, List.of("git"), workspace))
                .isInstanceOfSatisfying(
                        Decision.Refuse.class,
                        refused -> assertThat(refused.reason()).contains("pinned to other bytes"));
    }

    private CommandAllowList list(String path) {
        var profile = new ProfileSpec("p", List.of(), Map.of(), List.of("git", "mvn"));
        return CommandAllowList.of(Organism.named("o").profile(profile).build(), path, workspace);
    }

    private static Path program(Path directory, String name) throws IOException {
        var file = Files.createFile(directory.resolve(name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}

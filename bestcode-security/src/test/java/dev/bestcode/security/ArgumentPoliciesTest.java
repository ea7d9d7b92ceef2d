package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.security.CommandPolicy.Decision;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class ArgumentPoliciesTest {
    private static final ArgumentPolicies POLICIES = ArgumentPolicies.load();

    @TempDir private Path temp;
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException {
        workspace = Files.createDirectory(temp.toRealPath().resolve("workspace"));
    }

    private Decision decide(String... words) {
        return POLICIES.decide(
                Path.of("/bin/x"),
                List.of(words),
                WorkspacePaths.of(workspace),
                workspace,
                inner -> Decision.Run.as(Path.of("/inner"), inner));
    }

    private static ProgramPolicy policy(String... lines) {
        return PolicyFile.read("p", String.join("\n", lines));
    }

    @Test
    void everyFileOfPoliciesIsListedWithItsProgramsAndItsExamplesOfBothKindsHold()
            throws IOException {
        var folder = Path.of("src/main/resources/dev/bestcode/security/policies");
        var index = Files.readAllLines(folder.resolveSibling("policies.txt"));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
                    .isEqualTo(index.stream().map(line -> line.split(" ", -1)[0]).toList());
        }
        var programs = new ArrayList<String>();
        for (var line : index) {
            var file = line.split(" ", -1)[0];
            var read = PolicyFile.read(file, Files.readString(folder.resolve(file)));
            assertThat(file + " " + String.join(" ", read.names())).isEqualTo(line);
            programs.addAll(read.names());
            ArgumentPolicies.validate(file, read);
            var examples = read.examples();
            assertThat(examples.stream().anyMatch(ProgramPolicy.Example::passes))
                    .as("%s: an example that passes", file)
                    .isNotEqualTo(read.forbidden().isPresent());
            assertThat(examples.stream().allMatch(ProgramPolicy.Example::passes))
                    .as("%s: examples that pass alone", file)
                    .isFalse();
        }
        assertThat(programs)
                .doesNotHaveDuplicates()
                .allMatch(name -> POLICIES.of(name).isPresent());
    }

    @Test
    void anExampleThatGoesTheOtherWayIsReportedWithItsLine() {
        var passes = policy("program p", "options -a", "pass p -b");
        var refused = policy("program p", "options -a", "", "refuse p -a");

        assertThatThrownBy(() -> ArgumentPolicies.validate("p", passes))
                .hasMessage(
                        "p, line 3: 'p -b' should pass and is refused: option '-b' is not allowed;"
                                + " allowed as written: -a");
        assertThatThrownBy(
                        () ->
                                ArgumentPolicies.validate(
                                        "p", policy("program p", "options -a", "pass p -ab")))
                .hasMessageContaining("option '-b' in '-ab' is not allowed;");
        assertThatThrownBy(() -> ArgumentPolicies.validate("p", refused))
                .hasMessage("p, line 4: 'p -a' should be refused and passes");
    }

    @Test
    void aLineThatIsNoStatementIsReportedWithItsNumber() {
        for (var line :
                List.of(
                        "optoins -a",
                        "options -a:colour",
                        "options $x",
                        "operands text* path",
                        "operands /(/",
                        "style odd",
                        "sub a b c d")) {
            assertThatThrownBy(() -> policy("program p", line))
                    .as(line)
                    .isInstanceOf(PolicyProblemException.class)
                    .hasMessageStartingWith("p, line 2: ");
        }
        assertThatThrownBy(() -> policy("sub a", "options -a", "sub a"))
                .hasMessage("p, line 3: subcommand 'a' is there already");
        assertThatThrownBy(() -> policy("options -a")).hasMessageContaining("no program is named");
    }

    @Test
    void whatIsSetForAWrappedProgramIsSetForItsWrapper() {
        var decided =
                POLICIES.decide(
                        Path.of("/bin/timeout"),
                        List.of("timeout", "5", "nice", "git", "status"),
                        WorkspacePaths.of(workspace),
                        workspace,
                        this::wrapped);

        assertThat(decided)
                .isInstanceOfSatisfying(
                        Decision.Run.class,
                        run ->
                                assertThat(run.environment())
                                        .containsEntry("GIT_TERMINAL_PROMPT", "0")
                                        .isEqualTo(POLICIES.of("git").orElseThrow().environment()));
    }

    private Decision wrapped(List<String> words) {
        return POLICIES.decide(
                Path.of("/bin/inner"),
                words,
                WorkspacePaths.of(workspace),
                workspace,
                this::wrapped);
    }

    @Test
    void whatThePolicyInsertsStandsBehindTheProgramAndItsVariablesAreSet() {
        assertThat(decide("git", "status"))
                .isEqualTo(
                        new Decision.Run(
                                Path.of("/bin/x"),
                                List.of(
                                        "/bin/x",
                                        "--no-pager",
                                        "-c",
                                        "core.fsmonitor=false",
                                        "-c",
                                        "protocol.ext.allow=never",
                                        "status"),
                                Map.of(
                                        "GIT_TERMINAL_PROMPT",
                                        "0",
                                        "GIT_EDITOR",
                                        "true",
                                        "GIT_SEQUENCE_EDITOR",
                                        "true")));
    }

    @Test
    void aWrappedCommandIsDecidedForItselfAndStartsByItsPath() {
        assertThat(decide("timeout", "5", "nice", "ls", "-x"))
                .isEqualTo(
                        new Decision.Run(
                                Path.of("/bin/x"),
                                List.of("/bin/x", "5", "/inner", "ls", "-x"),
                                Map.of()));
    }

    @Test
    void aVersionBehindTheNameDoesNotShakeThePolicyOff() {
        for (var name : List.of("python3", "python3.12", "gcc-14", "lua5.4", "perl5")) {
            assertThat(decide(name, name.startsWith("gcc") ? "-wrapper" : "-e", "x"))
                    .as(name)
                    .isInstanceOf(Decision.Refuse.class);
        }
    }

    @Test
    void linksThatLeadAwayAreFollowedBeforeTheyAreJudged() throws IOException {
        Files.createSymbolicLink(workspace.resolve("away"), temp);
        Files.createSymbolicLink(workspace.resolve("dangling"), temp.resolve("not-there"));
        Files.createDirectory(workspace.resolve("in"));
        Files.createSymbolicLink(workspace.resolve("in/up"), workspace);
        Files.createDirectory(temp.resolve("workspace-evil"));

        for (var path :
                List.of(
                        "away",
                        "away/x",
                        "dangling",
                        "in/../away/x",
                        "in/up/../x",
                        "..",
                        "../workspace-evil/x",
                        workspace + "-evil/x",
                        "/etc/passwd",
                        "in/../../x",
                        "//etc/passwd",
                        "/proc/self/cwd/../x")) {
            assertThat(decide("cat", path)).as(path).isInstanceOf(Decision.Refuse.class);
            assertThat(decide("unknown-program", path))
                    .as(path)
                    .isInstanceOf(Decision.Refuse.class);
            assertThat(decide("unknown-program", "--file=" + path))
                    .as(path)
                    .isInstanceOf(Decision.Refuse.class);
        }
        for (var path : List.of("in/up/in", workspace + "/x", "./x", "in/../x", "not-there/y")) {
            assertThat(decide("cat", path)).as(path).isInstanceOf(Decision.Run.class);
        }
    }

    @Test
    void protectedFoldersAreNotWrittenHoweverTheyAreSpelled() throws IOException {
        Files.createDirectory(workspace.resolve(".git"));
        Files.createSymbolicLink(workspace.resolve("g"), workspace.resolve(".git"));
        for (var path :
                List.of(".git/config", ".GIT/config", "x/../.git/x", "g/config", ".bestcode/a")) {
            assertThat(decide("touch", path)).as(path).isInstanceOf(Decision.Refuse.class);
        }
    }
}

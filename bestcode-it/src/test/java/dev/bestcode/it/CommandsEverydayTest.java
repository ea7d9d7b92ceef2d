package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// What is refused of an ordinary day's work: the policies are of no use that nobody can work with.
class CommandsEverydayTest {
    private static final int PER_CENT_MAX = 3;

    @TempDir private Path temp;

    private static void program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// What policies refuse where every program is there, with the reasons.
    /// @param folder empty
    static Map<String, String> refused(Path folder) throws IOException {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        var bin = folder.resolve("bin");
        var commands = CommandsBench.lines("everyday.txt");
        var programs = new TreeSet<String>();
        for (var command : commands) {
            var program = command.split(" ", 2)[0];
            programs.add(program);
            program(program.contains("/") ? workspace.resolve(program) : bin.resolve(program));
        }
        var refused = new LinkedHashMap<String, String>();
        try (var bench =
                new CommandsBench(workspace, folder.resolve("private"), programs, bin.toString())) {
            for (var command : commands) {
                bench.preview(command).problem().ifPresent(reason -> refused.put(command, reason));
            }
        }
        return refused;
    }

    @Test
    void ofAnOrdinaryDaysCommandsUnderThreePerCentAreRefusedEachWithItsReason() throws IOException {
        var commands = CommandsBench.lines("everyday.txt");
        var refused = refused(temp.toRealPath());
        System.out.printf("%d everyday commands, %d refused%n", commands.size(), refused.size());
        refused.forEach((command, reason) -> System.out.printf("  %s: %s%n", command, reason));
        assertThat(commands).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
        assertThat(refused.size() * 100).isLessThan(PER_CENT_MAX * commands.size());
        assertThat(refused.values())
                .allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
    }
}

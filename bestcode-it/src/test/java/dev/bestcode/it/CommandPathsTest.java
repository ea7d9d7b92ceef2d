package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Paths that lead out of the workspace, as arguments of programs that read, write, make, move and
/// change files: what leads outside is refused, and what passes touches nothing outside.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class CommandPathsTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final int SECONDS = 5;

    /// Has no factor in common with twice the number of commands, so that each has its turn.
    private static final int STEP = 11;

    private static final Pattern BY_NUMBER = Pattern.compile("\\\\u([0-9a-f]{4})");

    /// `@P@` is the path.
    private static final List<String> COMMANDS =
            List.of(
                    "cat @P@",
                    "head -n 5 @P@",
                    "grep -rn canary @P@",
                    "ls -la @P@",
                    "find @P@ -name secret",
                    "sed -n 1,5p @P@",
                    "diff a.txt @P@",
                    "stat @P@",
                    "cp -r @P@ copied",
                    "tar -cf made.tar @P@",
                    "ln -s @P@ made-link",
                    "ln @P@ made-hard-link",
                    "git add @P@",
                    "git -C @P@ status",
                    "python3 @P@",
                    "touch @P@",
                    "mkdir -p @P@",
                    "rm -rf @P@",
                    "cp a.txt @P@",
                    "mv a.txt @P@",
                    "chmod 777 @P@",
                    "sort -o @P@ a.txt",
                    "sed -i s/t/x/ @P@",
                    "tar -xf packed.tar -C @P@",
                    "git mv a.txt @P@",
                    "git checkout HEAD -- @P@",
                    "sqlite3 @P@ .tables",
                    "gcc -o @P@ main.c");

    @TempDir private Path temp;
    private Path workspace;
    private Path template;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = CommandsBench.workspace(temp);
        Files.writeString(workspace.resolve("main.c"), "int main(void) { return 0; }\n");
        Files.createSymbolicLink(workspace.resolve("linked"), temp.resolve("outside/secret"));
        Files.createSymbolicLink(workspace.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(workspace.resolve("chain"), Path.of("link"));
        new ProcessBuilder("tar", "-cf", "packed.tar", "a.txt")
                .directory(workspace.toFile())
                .start()
                .waitFor();
        template = Files.createDirectory(temp.resolve("template"));
        CommandsBench.copy(workspace, template);
        Files.createDirectory(temp.resolve("workspace-evil"));
    }

    @Test
    void pathsOfOurOwnLeadNowhereOutside() throws Exception {
        touchNothing("own paths", CommandsBench.lines("paths.txt"));
    }

    @Test
    void recordedPathsLeadNowhereOutside() throws Exception {
        var recorded =
                Path.of(System.getProperty("bestcode.data", ""), "bypass/path-traversal.jsonl");
        assumeTrue(Files.exists(recorded), "no recorded lines at bestcode.data");
        touchNothing(
                "recorded paths",
                Files.readAllLines(recorded).stream()
                        .map(line -> Json.parseObject(line).requireString("string"))
                        .toList());
    }

    private void touchNothing(String what, List<String> paths) throws Exception {
        var programs = new TreeSet<String>();
        COMMANDS.forEach(command -> programs.add(command.split(" ", 2)[0]));
        int refused = 0;
        int outside = 0;
        int ran = 0;
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), programs);
                var canaries = Canaries.in(temp.resolve("outside"), workspace)) {
            assumeTrue(bench.contained(), "no sandbox here holds what passes");
            Files.copy(canaries.secretFile(), temp.resolve("workspace-evil/secret"));
            int next = 0;
            for (var written : paths) {
                var path = aimed(written, canaries.secretFile());
                boolean leadsOutside = leadsOutside(path);
                for (var line : lines(path, next++)) {
                    outside += leadsOutside ? 1 : 0;
                    if (bench.preview(line).problem().isPresent()) {
                        refused++;
                        continue;
                    }
                    assertThat(leadsOutside).as("passed, and leads outside: %s", line).isFalse();
                    var printed = CommandsBench.text(bench.run(line, SECONDS));
                    assertThat(canaries.touched(printed)).as(line).isEmpty();
                    CommandsBench.reset(workspace, template);
                    ran++;
                }
            }
            assertThat(bench.survivors()).isEmpty();
        }
        System.out.printf(
                "%s: %d in commands, %d refused (all %d that lead outside), %d ran, 0 effects outside%n",
                what, refused + ran, refused, outside, ran);
        assertThat(outside).isPositive();
        assertThat(ran).isPositive();
    }

    /// Each command with the path as one word, and as it stands where that is something else. By
    /// default one of these for each path, by turns.
    private static List<String> lines(String path, int turn) {
        var quoted = "'" + path.replace("'", "'\\''") + "'";
        var lines = new ArrayList<String>();
        for (var command : COMMANDS) {
            lines.add(command.replace("@P@", quoted));
            lines.add(command.replace("@P@", path));
        }
        return LONG ? lines : List.of(lines.get(turn * STEP % lines.size()));
    }

    private static String aimed(String written, Path secret) {
        var file = secret.toString();
        var text =
                BY_NUMBER
                        .matcher(written)
                        .replaceAll(
                                match ->
                                        java.util.regex.Matcher.quoteReplacement(
                                                Character.toString(
                                                        Integer.parseInt(match.group(1), 16))));
        return text.replace("@F@", file)
                .replace("@N@", "secret")
                .replace("{FILE}", file.substring(1))
                .replace("{file}", file.substring(1));
    }

    /// As the operating system reads it; what is not there leads where its folder does.
    private boolean leadsOutside(String path) {
        try {
            var place = workspace.resolve(path);
            return isOutside(place) || (place.getParent() != null && isOutside(place.getParent()));
        } catch (InvalidPathException e) {
            return false; // no program can be told of it
        }
    }

    private boolean isOutside(Path place) {
        try {
            return !place.toRealPath().startsWith(workspace);
        } catch (IOException e) {
            return false; // there is nothing
        }
    }
}

package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.ToolPreview;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// G8 and G15: the record of how allow-lists fell, each line with whether a real shell executes it.
class CommandsAttackTest {
    private static final String CANARY = "@C@";
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+-]{2,}");

    /// What the lines do not do by themselves: without a program there is nothing to attack.
    private static final int SHELL_SECONDS = 10;

    @TempDir private Path temp;
    private Path workspace;
    private Path canary;
    private Path template;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = CommandsBench.workspace(temp);
        canary = temp.resolve("outside/canary");
        template = Files.createDirectory(temp.resolve("template"));
        CommandsBench.copy(workspace, template);
    }

    /// @param executes whether a real shell makes the canary of it
    private record Attack(boolean executes, String command) {
        static Attack of(String line) {
            int space = line.indexOf(' ');
            return new Attack(
                    line.substring(0, space).equals("runs"), unescaped(line.substring(space + 1)));
        }

        /// Line breaks and characters by number are written as in Java.
        private static String unescaped(String text) {
            return Pattern.compile("\\\\u([0-9a-f]{4})")
                    .matcher(text)
                    .replaceAll(match -> Character.toString(Integer.parseInt(match.group(1), 16)))
                    .replaceAll("(?<!\\\\)\\\\n", "\n")
                    .replaceAll("(?<!\\\\)\\\\r", "\r");
        }

        String at(Path canary) {
            return command.replace(CANARY, canary.toString());
        }

        /// Every word of it that might be a program.
        List<String> programs() {
            return WORD.matcher(command).results().map(result -> result.group()).toList();
        }
    }

    private static List<Attack> attacks() {
        return CommandsBench.lines("attacks.txt").stream().map(Attack::of).toList();
    }

    @Test
    void theRecordIsWhatARealShellDoes() throws Exception {
        var wrong = new ArrayList<String>();
        int executed = 0;
        for (var attack : attacks()) {
            shell(attack.at(canary));
            boolean made = removed(canary);
            executed += made ? 1 : 0;
            if (made != attack.executes() && (made || installed(attack))) {
                wrong.add((made ? "executes: " : "does not execute: ") + attack.command());
            }
            reset();
        }
        System.out.printf(
                "%d of %d recorded attacks execute in bash here%n", executed, attacks().size());
        assertThat(wrong).isEmpty();
    }

    @Test
    void withNoProgramListedNothingPasses() throws IOException {
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), List.of())) {
            assertThat(attacks())
                    .allSatisfy(
                            attack ->
                                    assertThat(bench.preview(attack.at(canary)).problem())
                                            .as(attack.command())
                                            .isPresent());
        }
    }

    @Test
    void withEveryProgramListedNothingReachesOutside() throws Exception {
        var programs = new TreeSet<String>();
        attacks().forEach(attack -> programs.addAll(attack.programs()));
        var passed = new ArrayList<Attack>();
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), programs);
                var canaries = Canaries.in(temp.resolve("outside"), workspace)) {
            for (var attack : attacks()) {
                var line = attack.at(canary);
                if (bench.preview(line).problem().isEmpty()) {
                    passed.add(attack);
                    assumeTrue(bench.contained(), "no sandbox here holds what passes");
                    var printed = CommandsBench.text(bench.run(line, SHELL_SECONDS));
                    assertThat(canaries.touched(printed)).as(line).isEmpty();
                }
            }
            assertThat(bench.survivors()).isEmpty();
        }
        System.out.printf(
                "%d attacks with every program listed: %d refused, %d ran with no effect outside: %s%n",
                attacks().size(),
                attacks().size() - passed.size(),
                passed.size(),
                passed.stream().map(Attack::command).toList());
    }

    /// The whole record given to a real shell, as a program would that a policy knows nothing of:
    /// what no policy refuses, the walls hold.
    @Test
    void whatARealShellDoesInsideTheWallsTouchesNothingOutside() throws Exception {
        var shell = new AttackShell(workspace, temp.resolve("private"));
        try (shell;
                var canaries = Canaries.in(temp.resolve("outside"), workspace)) {
            assumeTrue(shell.contained(), "no sandbox here holds what a shell does");
            int ran = 0;
            var executing = attacks().stream().filter(Attack::executes).toList();
            for (int i = 0; i < executing.size(); i += LONG ? 1 : 8) {
                var attack = executing.get(i);
                var printed = shell.run(attack.at(canary));
                assertThat(canaries.touched(printed)).as(attack.command()).isEmpty();
                CommandsBench.reset(workspace, template);
                ran++;
            }
            assertThat(shell.run("touch made && cat made && echo works")).contains("works");
            System.out.printf("%d attacks in a shell inside the walls: 0 effects outside%n", ran);
        }
    }

    @Test
    void oneLinersThatRunProgramsTouchNothingOutside() throws Exception {
        var rows = data("bypass/gtfobins.jsonl");
        var shell = new AttackShell(workspace, temp.resolve("private"));
        try (shell;
                var canaries = Canaries.in(temp.resolve("outside"), workspace)) {
            assumeTrue(shell.contained(), "no sandbox here holds what a shell does");
            int ran = 0;
            for (int i = 0; i < rows.size(); i += LONG ? 1 : 10) {
                var program = rows.get(i).requireString("bin");
                if (Files.isExecutable(Path.of("/usr/bin", program))) {
                    var line = aimed(rows.get(i).requireString("command"), canaries);
                    assertThat(canaries.touched(shell.run(line))).as(line).isEmpty();
                    CommandsBench.reset(workspace, template);
                    ran++;
                }
            }
            System.out.printf("gtfobins: %d in a shell inside the walls, 0 effects%n", ran);
        }
    }

    /// The places of a one-liner are those of the canaries.
    private static String aimed(String command, Canaries canaries) {
        var folder = canaries.secretFile().getParent();
        return command.replace("/path/to/input-file", canaries.secretFile().toString())
                .replaceAll("/path/to/(ou?t?put-file|temp-file)", folder + "/made")
                .replaceAll("/path/to/(output-dir|temp-dir|dir)", folder + "/folder")
                .replace("/path/to/command", folder + "/program")
                .replace("attacker.com", "127.0.0.1")
                .replace("12345", Integer.toString(canaries.port()));
    }

    @Test
    void oneLinersThatRunProgramsAreRefusedOrRunInside() throws IOException {
        var rows = data("bypass/gtfobins.jsonl");
        var programs = new TreeSet<String>();
        rows.forEach(row -> programs.add(row.requireString("bin")));
        var stubs = stubs(programs);
        try (var none = new CommandsBench(workspace, temp.resolve("none"), List.of(), stubs)) {
            assertThat(rows)
                    .allSatisfy(
                            row ->
                                    assertThat(none.preview(row.requireString("command")).problem())
                                            .isPresent());
        }
        var byJudge = new TreeMap<String, Set<String>>();
        var common = new ArrayList<String>();
        try (var all = new CommandsBench(workspace, temp.resolve("all"), programs, stubs)) {
            for (var row : rows) {
                var judge = judge(all.preview(row.requireString("command")));
                byJudge.computeIfAbsent(judge, _ -> new TreeSet<>()).add(row.requireString("id"));
                if (judge.startsWith("passed")
                        && row.bool("common_in_dev_allowlists").orElse(false)) {
                    common.add(row.requireString("command"));
                }
            }
            assumeTrue(all.contained(), "no sandbox here holds what passes");
        }
        byJudge.forEach(
                (judge, ids) ->
                        System.out.printf(
                                "gtfobins, %s: %d %s%n",
                                judge, ids.size(), judge.startsWith("passed") ? ids : ""));
        assertThat(common).as("of programs that people list").isEmpty();
    }

    /// A folder with a program of each name, so that each is judged by what it is told.
    private String stubs(Set<String> names) throws IOException {
        var folder = Files.createDirectory(temp.resolve("bin"));
        for (var name : names) {
            var stub = Files.writeString(folder.resolve(name), "");
            Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder.toString();
    }

    private static String judge(ToolPreview preview) {
        if (preview.problem().isEmpty()) {
            return preview.argv().contains("--sandbox") || preview.argv().contains("-safe")
                    ? "run with the program's own sandbox on"
                    : "passed to the sandbox";
        }
        var problem = preview.problem().get();
        return problem.startsWith("command refused at character")
                ? "refused by the word splitter"
                : problem.startsWith("profile ")
                        ? "refused, not installed or not the listed program"
                        : "refused by policy";
    }

    @Test
    void injectedTextNeverNamesAProgramThatIsNotListed() throws IOException {
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), List.of("echo"))) {
            int passed = 0;
            var rows = new ArrayList<>(data("bypass/shell-injection.jsonl"));
            rows.addAll(data("bypass/unicode.jsonl"));
            for (var row : rows) {
                var text = row.string("string").or(() -> row.string("text")).orElse("");
                for (var command : List.of(text, "echo " + text, "echo x" + text)) {
                    var preview = bench.preview(command);
                    if (preview.problem().isEmpty()) {
                        passed++;
                        assertThat(preview.argv().getFirst()).as(command).endsWith("/echo");
                    }
                }
            }
            System.out.printf(
                    "%d injections into three places, %d are words of echo%n", rows.size(), passed);
        }
    }

    private static List<JsonObject> data(String file) throws IOException {
        var path = Path.of(System.getProperty("bestcode.data", ""), file);
        assumeTrue(Files.exists(path), "no recorded lines at bestcode.data");
        return Files.readAllLines(path).stream().map(Json::parseObject).toList();
    }

    /// Also one that is a link or a folder, or is followed by a letter.
    private static boolean removed(Path canary) throws IOException {
        try (var left = Files.list(canary.getParent())) {
            boolean any = false;
            for (var path : left.toList()) {
                any = true;
                CommandsBench.remove(path);
            }
            return any;
        }
    }

    private static boolean installed(Attack attack) {
        var first = attack.programs().getFirst();
        return List.of("/usr/bin", "/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, first)));
    }

    private void shell(String command) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder("/bin/bash", "-c", command)
                        .directory(workspace.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("HOME", temp.toString());
        var shell = builder.start();
        if (!shell.waitFor(SHELL_SECONDS, TimeUnit.SECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    /// Attacks may move files of the workspace away; each starts from the same.
    private void reset() throws IOException {
        if (Files.notExists(temp.resolve("outside"))) {
            Files.createDirectory(temp.resolve("outside"));
        }
        CommandsBench.reset(workspace, template);
    }
}

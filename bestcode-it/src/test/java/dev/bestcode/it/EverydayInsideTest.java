package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How much of an ordinary day's commands works inside the walls: each ends as it does at a bare
/// shell, or it is written down why not.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class EverydayInsideTest {
    private static final boolean LONG = "true".equals(System.getProperty("bestcode.long"));
    private static final Path PAGE =
            Path.of(System.getProperty("bestcode.root"), "docs/everyday-commands.md");

    /// One command of sixteen, thirty-one; all of them in the long profile.
    private static final int STEP = LONG ? 1 : 16;

    @TempDir private Path temp;
    private Path workspace;
    private Path template;

    @BeforeEach
    void workspace() throws IOException, InterruptedException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        SampleProject.in(workspace);
        template = Files.createDirectory(temp.resolve("template"));
    }

    private void prepare() throws IOException, InterruptedException {
        var script = String.join("\n", CommandsBench.lines("everyday-project.sh"));
        var log = temp.resolve("prepared").toFile();
        var process =
                new ProcessBuilder("bash", "-c", script)
                        .directory(workspace.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start();
        assumeTrue(
                process.waitFor() == 0,
                () -> "the project needs a program that is not here: " + text(log));
        CommandsBench.copy(workspace, template);
    }

    private static String text(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }

    /// pip is told by its own settings, of which a command has those of its own home.
    private void offlinePip(Path home) throws IOException {
        var folder = Files.createDirectories(home.resolve(".config/pip"));
        Files.writeString(folder.resolve("pip.conf"), "[global]\nno-index = true\n");
    }

    @Test
    void everydayCommandsEndInsideTheWallsAsTheyDoAtABareShell() throws Exception {
        var shell =
                new BareShell(
                        Files.createDirectory(temp.resolve("bare")),
                        Map.of("PIP_CONFIG_FILE", "/dev/null", "PIP_NO_INDEX", "1"));
        assumeTrue(shell.works(workspace), "no namespaces, so no bare run without a network");
        prepare();
        var commands = EverydayCommand.all();
        var chosen =
                IntStream.range(0, commands.size())
                        .filter(i -> i % STEP == 0)
                        .mapToObj(commands::get)
                        .toList();
        var programs = commands.stream().map(EverydayCommand::program).collect(Collectors.toSet());
        var report = new EverydayReport();
        var refused = CommandsEverydayTest.refused(Files.createDirectory(temp.resolve("stubs")));
        offlinePip(temp.resolve("private/home/coding"));
        try (var bench = new CommandsBench(workspace, temp.resolve("private"), programs)) {
            assumeTrue(bench.contained(), "no sandbox stands here");
            for (var command : chosen) {
                if (refused.containsKey(command.line())) {
                    report.refused(command.line(), refused.get(command.line()));
                } else if (bench.preview(command.line()).problem().isPresent()) {
                    report.missing(command.line());
                } else {
                    report.ran(compared(command, shell, bench));
                }
            }
            assertThat(bench.survivors()).isEmpty();
        }
        System.out.println("everyday commands inside the walls, " + report.summary());
        if (LONG && Boolean.getBoolean("bestcode.write")) {
            Files.writeString(PAGE, report.page(machine()));
        }
        assertThat(report.started()).as("too few to say anything").isGreaterThan(10);
        assertThat(report.differing())
                .as("ends otherwise, without a note in everyday-notes.txt why")
                .allSatisfy(ran -> assertThat(ran.command().differs()).isPresent());
    }

    private EverydayReport.Ran compared(
            EverydayCommand command, BareShell shell, CommandsBench bench)
            throws IOException, InterruptedException {
        CommandsBench.reset(workspace, template);
        var bare = shell.run(command.line(), workspace, command.seconds());
        CommandsBench.reset(workspace, template);
        var text = CommandsBench.text(bench.run(command.line(), command.seconds()));
        var ran = new EverydayReport.Ran(command, bare, code(text));
        if (!ran.works()) {
            System.out.printf(
                    "%s: %s at a bare shell:%n%s%ninside: %s%n",
                    command.line(), bare, shell.printed(), text);
        }
        return ran;
    }

    /// As a shell has it.
    private static String code(String text) {
        var words = List.of(text.lines().findFirst().orElse("").split(" ", -1));
        return text.startsWith("exit code ")
                ? words.getLast()
                : text.startsWith("ended by signal ")
                        ? Integer.toString(128 + Integer.parseInt(words.get(3)))
                        : text.startsWith("timed out") ? "time" : text;
    }

    private static String machine() {
        return "%s %s, %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version").replaceFirst("^(\\d+\\.\\d+).*", "$1"),
                        System.getProperty("os.arch"));
    }
}

package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What a command does not need it does not load: a start costs what its classes cost.
class ClassesLoadedTest {
    private static final int SECONDS_MAX = 120;
    private static final Pattern COMMAND =
            Pattern.compile("dev\\.bestcode\\.cli\\.([A-Z][A-Za-z]+)Command");
    private static final Pattern JAR =
            Pattern.compile("source: file:\\S*/([a-z0-9-]*[a-z0-9])(-[0-9][^/ ]*)?\\.jar");

    @TempDir private Path folder;

    @Test
    void aVersionIsToldByOneClass() throws Exception {
        var loaded = loaded("--version");
        assertThat(jars(loaded)).containsExactly("bestcode-cli");
        assertThat(loaded.stream().filter(line -> JAR.matcher(line).find())).hasSize(1);
    }

    @Test
    void helpLoadsNoPartOfTheSystem() throws Exception {
        assertThat(jars(loaded("--help"))).doesNotContain(PARTS);
        var run = loaded("run", "--help");
        assertThat(commands(run)).containsExactly("Run");
        assertThat(jars(run)).doesNotContain(PARTS);
    }

    @Test
    void settingsAreShownWithoutASystem() throws Exception {
        var loaded = loaded("config", "show");
        assertThat(commands(loaded))
                .containsExactly("Config", "ConfigKey", "ConfigSet", "ConfigShow");
        assertThat(jars(loaded)).doesNotContain(PARTS);
    }

    @Test
    void runsAreListedWithTheKernelAlone() throws Exception {
        var state = Files.createDirectory(folder.resolve("state"));
        var loaded = loaded("runs", "--data-dir", state.toString());
        assertThat(commands(loaded)).containsExactly("Runs", "RunsDiff", "RunsExport", "RunsShow");
        assertThat(jars(loaded)).doesNotContain(WITHOUT_KERNEL);
    }

    @Test
    void aRunLoadsNoTerminalNoWebAssemblyAndNoGrammar() throws Exception {
        try (var model = ScriptedModel.start(answer("done"))) {
            var loaded =
                    loaded(
                            "run",
                            "--base-url",
                            model.baseUrl(),
                            "--data-dir",
                            folder.resolve("state").toString(),
                            "say done");
            assertThat(model.stepsLeft()).isZero();
            assertThat(commands(loaded)).containsExactly("Run");
            assertThat(jars(loaded))
                    .contains("bestcode-kernel", "bestcode-agent")
                    .noneMatch(jar -> UNUSED_BY_A_RUN.matcher(jar).matches());
        }
    }

    /// What a system is made of.
    private static final String[] PARTS = {
        "bestcode-kernel",
        "bestcode-pipeline",
        "bestcode-organism",
        "bestcode-ports",
        "bestcode-agent",
        "bestcode-librarian",
        "bestcode-routing",
        "bestcode-wasm",
        "bestcode-tui",
        "json-schema-validator",
        "jackson-databind",
        "jline"
    };

    private static final String[] WITHOUT_KERNEL =
            List.of(PARTS).stream()
                    .filter(part -> !part.equals("bestcode-kernel"))
                    .toArray(String[]::new);

    private static final Pattern UNUSED_BY_A_RUN =
            Pattern.compile(
                    "bestcode-tui|jline.*|commonmark.*|.*chicory.*|.*tree-sitter.*|pdfbox.*");

    private static Set<String> jars(List<String> loaded) {
        return groups(JAR, loaded);
    }

    private static Set<String> commands(List<String> loaded) {
        return groups(COMMAND, loaded);
    }

    private static Set<String> groups(Pattern pattern, List<String> lines) {
        var found = new TreeSet<String>();
        for (var line : lines) {
            var match = pattern.matcher(line);
            if (match.find()) {
                found.add(match.group(1));
            }
        }
        return found;
    }

    private List<String> loaded(String... arguments) throws IOException, InterruptedException {
        var log = folder.resolve("classes");
        var command = CommandLineJvm.fresh("-Xlog:class+load:file=" + log);
        command.addAll(List.of(arguments));
        var printed = folder.resolve("printed");
        var builder =
                new ProcessBuilder(command)
                        .directory(Files.createDirectories(folder.resolve("work")).toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("ANTHROPIC_API_KEY", "key");
        builder.environment().put("HOME", folder.toString());
        var process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
        return new ArrayList<>(Files.readAllLines(log));
    }
}

package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import javax.tools.ToolProvider;

/// The examples do what they say.
class ExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("bestcode.root"), "examples");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir private Path folder;

    private record Ended(int exit, String out, String err) {}

    @Test
    void anApplicationHasItsOwnToolModelAndStorage() throws Exception {
        var ended = run(java("HelpDesk"), folder, "");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out())
                .isEqualTo("DONE: It says: The export has no header line.\nforced: true\n");
        assertThat(ended.err()).contains("read-ticket");
    }

    @Test
    void tenLinesAskAboutAFolder() throws Exception {
        try (var model = ScriptedModel.start(answer("None does."))) {
            var asked = Files.createDirectory(folder.resolve("asked"));
            var ended = run(java("EmbedInTenLines"), asked, model.baseUrl());

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).isEqualTo("None does.\n");
            assertThat(model.violations()).isEmpty();
        }
    }

    @Test
    void aPipelineHasABranchReviewedAndFailsForWhatIsSevere() throws Exception {
        var repository = Files.createDirectory(folder.resolve("shop"));
        git(repository, "init", "-q", "-b", "main");
        Files.writeString(repository.resolve("Price.java"), "class Price { int cents; }\n");
        commit(repository, "price");
        git(repository, "checkout", "-q", "-b", "change");
        Files.writeString(repository.resolve("Price.java"), "class Price { float cents; }\n");
        commit(repository, "float");

        assertThat(review(repository, "severe"))
                .isEqualTo(new Ended(1, "severe  Price.java:1  rounds\n", ""));
        assertThat(review(repository, "minor"))
                .isEqualTo(new Ended(0, "minor  Price.java:1  rounds\n", ""));
    }

    private Ended review(Path repository, String severity) throws Exception {
        var finding =
                "{\"findings\":[{\"severity\":\"%s\",\"path\":\"Price.java\",\"line\":1,\"what\":\"rounds\"}]}"
                        .formatted(severity);
        try (var model = ScriptedModel.start(answer(finding))) {
            var words =
                    CommandLineJvm.command().stream()
                            .map(word -> "'" + word + "'")
                            .collect(Collectors.joining(" "));
            var command =
                    Files.writeString(
                            folder.resolve("bestcode-command"),
                            "#!/bin/sh\nverb=$1; shift\nexec %s \"$verb\" --data-dir '%s' \"$@\" 2>/dev/null\n"
                                    .formatted(words, folder.resolve("state-" + severity)));
            assertThat(command.toFile().setExecutable(true)).isTrue();
            var ended =
                    run(
                            List.of(EXAMPLES.resolve("ci-review/review.sh").toString(), "main"),
                            repository,
                            model.baseUrl());
            assertThat(model.requests().getFirst().body().toString()).contains("float cents");
            return ended;
        }
    }

    private static void git(Path repository, String... words) throws Exception {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
        command.addAll(List.of(words));
        assertThat(run(command, repository, "").exit()).isZero();
    }

    private static void commit(Path repository, String message) throws Exception {
        git(repository, "add", ".");
        git(repository, "commit", "-q", "-m", message);
    }

    /// A main class of the embedding example, compiled as its own build does.
    private List<String> java(String main) throws IOException {
        var classes = Files.createDirectory(folder.resolve("classes"));
        var messages = new StringWriter();
        try (var files = Files.list(EXAMPLES.resolve("embedding/src"));
                var manager =
                        ToolProvider.getSystemJavaCompiler()
                                .getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var compiled =
                    ToolProvider.getSystemJavaCompiler()
                            .getTask(
                                    messages,
                                    manager,
                                    null,
                                    List.of(
                                            "-Xlint:all",
                                            "-d",
                                            classes.toString(),
                                            "-cp",
                                            CLASS_PATH),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files.toList()))
                            .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + ":" + CLASS_PATH,
                main,
                folder.resolve("state").toString());
    }

    private static Ended run(List<String> command, Path directory, String model) throws Exception {
        var errors = Files.createTempFile("example", ".err");
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectError(errors.toFile());
        builder.environment().put("ANTHROPIC_API_KEY", "key");
        builder.environment().put("ANTHROPIC_BASE_URL", model);
        builder.environment()
                .put("BESTCODE", directory.resolveSibling("bestcode-command").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var ended = new Ended(process.waitFor(), out, Files.readString(errors));
        Files.delete(errors);
        return ended;
    }
}

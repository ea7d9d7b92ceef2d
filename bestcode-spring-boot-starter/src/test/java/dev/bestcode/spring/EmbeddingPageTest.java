package dev.bestcode.spring;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.ToolProvider;

/// The application that `docs/embedding.md` shows, as it stands there, with the organism and the
/// tool of its other parts.
class EmbeddingPageTest {
    private static final Path ROOT = Path.of(System.getProperty("bestcode.root"));
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String IMPORTS =
            """
            import dev.bestcode.spring.TaskTemplate;
            import org.springframework.boot.ApplicationRunner;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import org.springframework.context.annotation.Bean;

            """;

    @TempDir private Path folder;

    @Test
    void theApplicationOfThePageAnswers() throws Exception {
        var properties = block("yaml", "bestcode:");
        assertThat(properties).contains("/var/lib/my-application");
        write("application.yaml", properties.replace("/var/lib/my-application", folder.toString()));
        write("organism.yaml", block("yaml", "listeners:"));
        compile(
                write(
                        "desk/HelpDesk.java",
                        "package desk;\n\n" + IMPORTS + block("java", "@SpringBoot")),
                write("desk/Tickets.java", "package desk;\n\n" + tickets()));
        var script = calls(tool("read-ticket", "{\"number\":7}"));
        try (var model = ScriptedModel.start(script, answer("The export has no header line."))) {
            var process = start(model.baseUrl());
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).as(out).isZero();
            assertThat(out).contains("\nThe export has no header line.\n");
            assertThat(model.requests().getLast().body().toString()).contains("no header line");
            assertThat(model.violations()).isEmpty();
        }
    }

    /// The first block of the page that begins so.
    private static String block(String language, String beginning) throws IOException {
        var found =
                Pattern.compile("```" + language + "\n(" + beginning + ".*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(ROOT.resolve("docs/embedding.md")));
        assertThat(found.find()).as("a block of %s with %s", language, beginning).isTrue();
        return found.group(1);
    }

    private static String tickets() throws IOException {
        return Files.readString(ROOT.resolve("examples/embedding/src/Tickets.java"));
    }

    private Path write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void compile(Path... files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        var sources =
                compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)
                        .getJavaFileObjects(files);
        var options =
                List.of("-Xlint:all", "-proc:none", "-d", folder.toString(), "-cp", CLASS_PATH);
        assertThat(compiler.getTask(messages, null, null, options, null, sources).call())
                .as(messages.toString())
                .isTrue();
    }

    private Process start(String model) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                folder + ":" + CLASS_PATH,
                                "desk.HelpDesk",
                                "--bestcode.providers.anthropic.base-url=" + model)
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().put("ANTHROPIC_API_KEY", "key");
        return builder.start();
    }
}

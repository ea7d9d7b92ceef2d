package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The lines that a newcomer copies do what the README says.
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("bestcode.root"));
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir private Path folder;

    @Test
    void theEmbeddingCompilesAndRuns() throws Exception {
        var state = folder.resolve("state").toString();
        var lines = embedding().replace("/var/lib/my-application/agents", state);
        assertThat(lines).contains(state);
        compile(
                """
                import dev.bestcode.api.control.*;
                import dev.bestcode.llm.*;
                import dev.bestcode.runtime.*;
                import dev.bestcode.tools.*;
                import java.nio.file.Path;

                class Embedding {
                    public static void main(String[] args) throws Exception {
                %s
                    }
                }
                """
                        .formatted(lines));
        try (var model = ScriptedModel.start(answer("None does."))) {
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var builder =
                    new ProcessBuilder(java, "-cp", folder + ":" + CLASS_PATH, "Embedding")
                            .directory(Files.createDirectory(folder.resolve("work")).toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("ANTHROPIC_API_KEY", "key");
            builder.environment().put("ANTHROPIC_BASE_URL", model.baseUrl());
            var process = builder.start();
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor()).isZero();
            assertThat(out).isEqualTo("DONE: None does.\n");
            assertThat(model.violations()).isEmpty();
        }
    }

    private static String embedding() throws Exception {
        var block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
        var found = block.matcher(Files.readString(ROOT.resolve("README.md")));
        assertThat(found.find()).as("README.md has a block of Java").isTrue();
        return found.group(1);
    }

    private void compile(String source) {
        var messages = new StringWriter();
        var compiled =
                ToolProvider.getSystemJavaCompiler()
                        .getTask(
                                messages,
                                null,
                                null,
                                List.of("-d", folder.toString(), "-cp", CLASS_PATH),
                                null,
                                List.of(new Source(source)))
                        .call();
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Embedding.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

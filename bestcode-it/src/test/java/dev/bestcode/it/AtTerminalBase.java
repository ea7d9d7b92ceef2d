package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.computed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A workspace, a state directory and a model that can be held up, for tests at a terminal.
abstract class AtTerminalBase {
    private static final int SECONDS = 60;

    /// The built-in rights, but for commands, which walls leave nothing to ask about.
    private static final String ORGANISM =
            """
            organism: {name: asking}
            profiles:
              coding:
                listeners: [coder, file-read, file-write, file-edit, glob, grep, codebase-index, command-exec]
                permissions: {file-write: auto, file-edit: auto, command-exec: prompt}
                commands: [git]
            """;

    @TempDir Path folder;
    Path workspace;
    Path organism;
    final CountDownLatch asked = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    final void aTerminalCanBeMade() throws Exception {
        AtTerminal.assumeThereIsOne();
        workspace = Files.createDirectory(folder.resolve("workspace"));
        organism = Files.writeString(folder.resolve("asking.yaml"), ORGANISM);
    }

    @AfterEach
    final void letTheModelGo() {
        goOn.countDown();
    }

    final BestCodeProcess command(ScriptedModel model, String... words) {
        return bestcode(words)
                .with("--base-url", model.baseUrl())
                .with("--data-dir", folder.resolve("state"), "--organism", organism)
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(workspace);
    }

    /// An answer that comes when the test says so.
    final Step held(String text) {
        return computed(
                _ -> {
                    asked.countDown();
                    try {
                        return answer(goOn.await(SECONDS, TimeUnit.SECONDS) ? text : "too late");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return answer("interrupted");
                    }
                });
    }

    final void awaitModelAsked() throws InterruptedException {
        assertThat(asked.await(SECONDS, TimeUnit.SECONDS)).as("the model is asked").isTrue();
    }

    static void kill(AtTerminal terminal) throws Exception {
        var program = ProcessHandle.of(terminal.pid()).orElseThrow();
        program.destroyForcibly();
        program.onExit().get(SECONDS, TimeUnit.SECONDS);
    }
}

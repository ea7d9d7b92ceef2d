package dev.bestcode.runtime;

import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Systems that keep their state in a directory, and models that wait for the test.
final class Owner {
    private Owner() {}

    static BestCode of(ScriptedModel model, Path state) throws IOException {
        var workspace = Files.createDirectories(state.resolve("workspace"));
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(model.baseUrl()).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(workspace)))
                .stateIn(state)
                .build();
    }

    /// An answer that comes once the test says so, which hears when it is asked for.
    static Step answerAfter(CountDownLatch asked, CountDownLatch latch, String text) {
        return Step.computed(
                _ -> {
                    asked.countDown();
                    try {
                        var inTime = latch.await(60, TimeUnit.SECONDS);
                        return Step.answer(inTime ? text : "the test never said so");
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return Step.answer("interrupted");
                    }
                });
    }
}

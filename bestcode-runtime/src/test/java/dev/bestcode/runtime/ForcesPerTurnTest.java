package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/// How often a turn waits for stable storage, counted where the kernel asks for it.
class ForcesPerTurnTest {
    private static final int FEW = 5;
    private static final int MANY = 25;

    /// A log that nobody writes to for 50 ms is forced too, and a busy machine may well not write.
    private static final int TRIES = 5;

    @TempDir private Path folder;

    @Test
    void aTurnWithOneToolTakesTwo() throws Exception {
        assertThat(forcesPerTurn(1)).isLessThanOrEqualTo(2.0);
    }

    @Test
    void aTurnWithEightReadsTakesTwoAsWell() throws Exception {
        assertThat(forcesPerTurn(8)).isLessThanOrEqualTo(2.0);
    }

    /// What was in the file goes to stable storage with the intent, before it is overwritten: no
    /// power cut takes both the old and the new.
    @Test
    void aTurnThatOverwritesAFileTakesTwoAsWell() throws Exception {
        assertThat(forcesPerTurn(turn -> List.of(edit(turn, "content", "new"))))
                .isLessThanOrEqualTo(2.0);
    }

    @Test
    void aTurnThatEditsWhatItHasEditedTakesTwoAsWell() throws Exception {
        assertThat(forcesPerTurn(turn -> List.of(edit(0, times(turn), times(turn + 1)))))
                .isLessThanOrEqualTo(2.0);
    }

    private static String times(int turns) {
        return turns == 0 ? "content" : "content, " + turns + " times edited";
    }

    @Test
    void aTurnThatMakesAFileTakesTwoAsWell() throws Exception {
        assertThat(
                        forcesPerTurn(
                                turn ->
                                        List.of(
                                                tool(
                                                        "file-write",
                                                        """
                                                        {"path":"made/file%d","content":"new"}"""
                                                                .formatted(turn)))))
                .isLessThanOrEqualTo(2.0);
    }

    private static Step.ToolCall edit(int file, String old, String replacement) {
        return tool(
                "file-edit",
                "{\"path\":\"file%d\",\"edits\":[{\"old\":\"%s\",\"new\":\"%s\"}]}"
                        .formatted(file, old, replacement));
    }

    private double forcesPerTurn(int reads) throws Exception {
        return forcesPerTurn(
                turn ->
                        Collections.nCopies(
                                reads, tool("file-read", "{\"path\":\"file%d\"}".formatted(turn))));
    }

    private double forcesPerTurn(IntFunction<List<Step.ToolCall>> calls) throws Exception {
        double least = Double.MAX_VALUE;
        for (int attempt = 0; attempt < TRIES && least > 2; attempt++) {
            double forces = forces(MANY, calls) - forces(FEW, calls);
            least = Math.min(least, forces / (MANY - FEW));
        }
        return least;
    }

    private long forces(int turns, IntFunction<List<Step.ToolCall>> calls) throws Exception {
        var storage = new Counting();
        deleteMade();
        var builder = ScriptedModel.builder();
        for (int turn = 0; turn < turns; turn++) {
            Files.writeString(folder.resolve("file" + turn), "content " + turn);
            builder.script(calls(calls.apply(turn).toArray(Step.ToolCall[]::new)));
        }
        try (var model = builder.script(answer("done")).start();
                var os =
                        BestCode.builder()
                                .llm(
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("key")
                                                .build())
                                .tools(NativeTools.in(Workspace.at(folder)))
                                .storage(storage)
                                .build()) {
            var result = os.submit(Task.of("coding", "read")).await();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(model.requests())
                    .noneMatch(request -> request.body().toString().contains("is_error"));
        }
        return storage.forces.get();
    }

    private void deleteMade() throws IOException {
        for (int turn = 0; turn < MANY; turn++) {
            Files.deleteIfExists(folder.resolve("made/file" + turn));
        }
    }

    private static final class Counting extends ForwardingStorage {
        private final AtomicLong forces = new AtomicLong();

        Counting() {
            super(FileStorage.inMemory());
        }

        @Override
        public StorageFile open(String path, boolean create) throws IOException {
            var file = super.open(path, create);
            return new File(file) {
                @Override
                public void force() throws IOException {
                    forces.incrementAndGet();
                    super.force();
                }
            };
        }
    }
}

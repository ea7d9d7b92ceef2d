package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Started;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.security.ProfileCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// G15: who was started is in the log before anybody learns of it, for whoever opens it next.
class ChildRecordsTest {
    private static final Started ONE =
            new Started(41, 7_000, 41, "mark-number-1", List.of("/sys/fs/cgroup/a", "/b \"c\""));
    private static final Started TWO = new Started(42, 0, 40, "mark-number-2", List.of());

    @TempDir private Path folder;

    /// Remembers whom it was to look for.
    private static final class Sweeping implements Sandbox {
        final List<Started> swept = new ArrayList<>();

        @Override
        public List<Wall> walls(CommandGrants grants) {
            return List.of();
        }

        @Override
        public boolean contains(CommandGrants grants) {
            return false;
        }

        @Override
        public Child start(Request request, Consumer<Started> note) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int sweep(Started earlier) {
            swept.add(earlier);
            return 1;
        }

        @Override
        public void close() {}
    }

    private interface Work {
        void with(ChildRecords records, Pipeline pipeline);
    }

    /// Begin on the same log, and end as by a kill: nothing more is written.
    private List<Started> begin(Work work) {
        var sandbox = new Sweeping();
        var policy = ProfileCompiler.compile(Organism.named("o").build(), Map.of(), false);
        try (var kernel = WalKernel.open(FileStorage.at(folder), KernelOptions.defaults());
                var pipeline = Pipeline.builder(kernel, policy).start()) {
            var records = new ChildRecords();
            assertThat(records.begin(pipeline, sandbox)).isEqualTo(sandbox.swept.size());
            work.with(records, pipeline);
        }
        return sandbox.swept;
    }

    @Test
    void whoeverWasAliveAtAKillIsLookedForAtTheNextStartAndNotAgain() {
        assertThat(
                        begin(
                                (records, _) -> {
                                    records.started(ONE);
                                    records.started(TWO);
                                }))
                .isEmpty();
        assertThat(begin((_, _) -> {})).containsExactly(ONE, TWO);
        assertThat(begin((_, _) -> {})).isEmpty();
    }

    @Test
    void whoEndedIsLeftOutOfWhatTheNextStartWrites() {
        begin(
                (records, pipeline) -> {
                    records.started(ONE);
                    assertThat(ChildRecords.read(pipeline.kept("sandbox").orElseThrow()))
                            .as("before started returns")
                            .containsExactly(ONE);
                    records.ended(ONE);
                    records.started(TWO);
                });
        assertThat(begin((_, _) -> {})).containsExactly(TWO);
    }

    @Test
    void anOrderlyEndLeavesNobodyToLookFor() {
        begin(
                (records, _) -> {
                    records.started(ONE);
                    records.ended(ONE);
                    records.end();
                });
        assertThat(begin((_, _) -> {})).isEmpty();
    }

    @Test
    void aSystemThatStartsNothingWritesNothing() {
        begin(
                (records, pipeline) -> {
                    records.end();
                    assertThat(pipeline.kept("sandbox")).isEmpty();
                });
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;

class ModelProperties {
    private static final int STEPS_MAX = 80;
    private static final int CHOICES_MAX = 60;

    private long triesDone;
    private long taken;

    @AfterProperty
    void printCounts() {
        System.out.printf("%d tries, %d transactions at their ends%n", triesDone, taken);
    }

    @Provide
    Arbitrary<List<ModelRun.Step>> steps() {
        Arbitrary<ModelRun.Step> commit =
                Arbitraries.integers()
                        .between(0, 1 << 20)
                        .withDistribution(RandomDistribution.uniform())
                        .withoutEdgeCases()
                        .list()
                        .ofMaxSize(CHOICES_MAX)
                        .withSizeDistribution(RandomDistribution.uniform())
                        .flatMap(
                                choices ->
                                        Arbitraries.of(Force.values())
                                                .map(
                                                        force ->
                                                                new ModelRun.Step.Commit(
                                                                        choices, force)));
        return Arbitraries.frequencyOf(
                        Tuple.of(30, commit),
                        Tuple.of(1, Arbitraries.just(new ModelRun.Step.Reopen())),
                        Tuple.of(1, Arbitraries.just(new ModelRun.Step.Crash())),
                        Tuple.of(
                                1,
                                Arbitraries.integers().between(0, 12).map(ModelRun.Step.Fail::new)))
                .list()
                .ofMaxSize(STEPS_MAX)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void sqliteStandsWhereTheModelStands(@ForAll("steps") List<ModelRun.Step> steps)
            throws IOException {
        onSqlite(steps);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(LongOnly.class)
    void sqliteStandsWhereTheModelStandsInManyMoreTries(@ForAll("steps") List<ModelRun.Step> steps)
            throws IOException {
        onSqlite(steps);
    }

    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void theLogStandsWhereTheModelStands(
            @ForAll("steps") List<ModelRun.Step> steps, @ForAll long seed) {
        check(new WalDisk(seed, Upkeep.INLINE), steps);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    @AddLifecycleHook(LongOnly.class)
    void theLogStandsWhereTheModelStandsInManyMoreTries(
            @ForAll("steps") List<ModelRun.Step> steps, @ForAll long seed) {
        check(new WalDisk(seed, Upkeep.INLINE), steps);
    }

    private void onSqlite(List<ModelRun.Step> steps) throws IOException {
        var file = Files.createTempFile("kernel", ".db");
        try {
            check(new SqliteFile(file), steps);
        } finally {
            Files.delete(file);
        }
    }

    private void check(ModelRun.Storage storage, List<ModelRun.Step> steps) {
        try (var run = new ModelRun(storage)) {
            steps.forEach(run::take);
            run.goOn();
            taken += run.lsn();
        }
        triesDone++;
    }

    /// Its crash is that of the process: it leaves the file as it was when the power went.
    private record SqliteFile(Path file) implements ModelRun.Storage {
        @Override
        public Kernel open(InstantSource clock) {
            return SqliteKernel.open(file, clock);
        }

        @Override
        public void crash() {
            try {
                var copy = Files.copy(file, file.resolveSibling(file.getFileName() + ".copy"));
                Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void failAfter(int changes) {}
    }
}

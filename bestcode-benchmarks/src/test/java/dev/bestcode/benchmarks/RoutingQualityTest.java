package dev.bestcode.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.routing.SemanticRouter;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Floors under what `routing-quality` prints, a little below what was measured.
class RoutingQualityTest {
    private static final Path DATA =
            Path.of(System.getProperty("bestcode.data", "absent"), "routing");

    @Test
    void toolsOfOthersAreFoundFarBetterThanByPlainTfIdfAndBetterStillWithMemory() {
        assumeTrue(Files.isDirectory(DATA), "no recorded requests at bestcode.data");
        var trials =
                RoutingQuality.SETS.stream()
                        .map(set -> new RoutingTrial(RoutingSet.read(DATA.resolve(set))))
                        .toList();

        double plain = recall(trials, trial -> trial.plain(_ -> true).recallAt5());
        double router = recall(trials, trial -> trial.router(_ -> true).recallAt5());
        double memory = recall(trials, trial -> trial.remembering(_ -> true).recallAt5());
        System.out.printf("recall@5: %.2f, %.2f, %.2f%n", plain, router, memory);

        assertTrue(router >= plain + 11.5, "%.2f over %.2f".formatted(router, plain));
        assertTrue(memory >= router + 8, "%.2f over %.2f".formatted(memory, router));
        assertEquals(
                router,
                recall(trials, trial -> trial.router(_ -> true).recallAt5()),
                1e-9,
                "the memory was left behind");
    }

    @Test
    void mostRequestsThatNoToolAnswersAreRejected() {
        assumeTrue(Files.isDirectory(DATA), "no recorded requests at bestcode.data");
        var set = RoutingSet.read(DATA.resolve(RoutingQuality.WITH_MISFITS));
        var trial = new RoutingTrial(set);
        for (int half = 0; half < 2; half++) {
            var rejection = Rejection.at(SemanticRouter.FIT_MIN, trial, set.requests(), half);
            System.out.println("half " + half + ": " + rejection);
            assertTrue(rejection.kept() >= 92, rejection.toString());
            assertTrue(rejection.falseAccepts() <= 48, rejection.toString());
        }
    }

    @Test
    void toolsOfOurOwnAreFoundBetterThanByPlainTfIdf() {
        var trial = new RoutingTrial(MadeUpTools.make(1_000, 150, 7));

        double plain = trial.plain(_ -> true).recallAt5();
        var router = trial.router(_ -> true);
        System.out.printf("made up: %.1f, %s%n", plain, router);

        assertTrue(router.requests() >= 100, router.toString());
        assertTrue(router.recallAt5() >= plain + 12, "%s over %.1f".formatted(router, plain));
        assertTrue(router.recallAt5() >= 90, router.toString());
    }

    private static double recall(
            List<RoutingTrial> trials, ToDoubleFunction<RoutingTrial> measure) {
        return trials.stream().mapToDouble(measure).average().orElse(0);
    }
}

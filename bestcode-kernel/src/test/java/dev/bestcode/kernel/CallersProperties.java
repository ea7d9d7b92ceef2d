package dev.bestcode.kernel;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;

import java.util.List;

/// Callers race, so a failure may not come again with its seed, and smaller tries would mean
/// nothing: none are made.
class CallersProperties {
    private static final int STEPS_MIN = 6;
    private static final int STEPS_MAX = 12;
    private static final int CALLERS_MAX = 5;
    private static final int CHOICES_MAX = 150;

    private long triesDone;
    private long taken;
    private long rejected;

    @AfterProperty
    void printCounts() {
        Counts.print(
                "%d tries, %d transactions of callers side by side at their ends, %d rejected"
                        .formatted(triesDone, taken, rejected));
    }

    @Provide
    Arbitrary<List<CallersRun.Step>> steps() {
        var choices =
                Arbitraries.integers()
                        .between(0, 1 << 20)
                        .withDistribution(RandomDistribution.uniform())
                        .withoutEdgeCases()
                        .list()
                        .ofMinSize(CHOICES_MAX / 3)
                        .ofMaxSize(CHOICES_MAX);
        Arbitrary<CallersRun.Step> round =
                choices.list().ofMinSize(1).ofMaxSize(CALLERS_MAX).map(CallersRun.Step.Round::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(12, round),
                        Tuple.of(1, Arbitraries.just(new CallersRun.Step.Reopen())),
                        Tuple.of(1, Arbitraries.just(new CallersRun.Step.Crash())),
                        Tuple.of(
                                1,
                                Arbitraries.integers()
                                        .between(0, 30)
                                        .map(CallersRun.Step.Fail::new)))
                .list()
                .ofMinSize(STEPS_MIN)
                .ofMaxSize(STEPS_MAX);
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void callersSideBySideStandWhereTheModelStandsInTheOrderOfTheirLsns(
            @ForAll("steps") List<CallersRun.Step> steps, @ForAll long seed) throws Exception {
        check(steps, seed);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(LongOnly.class)
    void callersSideBySideStandWhereTheModelStandsInManyMoreTries(
            @ForAll("steps") List<CallersRun.Step> steps, @ForAll long seed) throws Exception {
        check(steps, seed);
    }

    private void check(List<CallersRun.Step> steps, long seed) throws Exception {
        try (var run = new CallersRun(new WalDisk(seed, Upkeep.BESIDE))) {
            for (var step : steps) {
                run.take(step);
            }
            run.take(new CallersRun.Step.Crash());
            taken += run.lsn();
            rejected += run.rejected();
        }
        triesDone++;
    }
}

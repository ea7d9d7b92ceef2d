package dev.bestcode.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What several runs of a scenario came to.
/// @param cpuNanos of each run, sorted
/// @param gaps of the run whose median was the least; none where a model was asked once
record AgentFigures(
        AgentScenario scenario, List<Long> cpuNanos, Optional<Latencies> gaps, List<Integer> sent) {
    static AgentFigures of(AgentScenario scenario, List<AgentProcess.Ended> runs) {
        var quietest =
                runs.stream()
                        .map(AgentProcess.Ended::gaps)
                        .filter(gaps -> !gaps.isEmpty())
                        .map(AgentFigures::latencies)
                        .min(Comparator.comparing(gaps -> gaps.percentile(50)));
        return new AgentFigures(
                scenario,
                runs.stream().map(AgentProcess.Ended::cpuNanos).sorted().toList(),
                quietest,
                runs.getFirst().sent());
    }

    private static Latencies latencies(List<Duration> gaps) {
        var latencies = new Latencies();
        gaps.forEach(gap -> latencies.add(gap.toNanos()));
        return latencies;
    }

    /// @param base a run that does nothing
    List<String> cells(AgentFigures base) {
        long over = cpuNanos.getFirst() - base.cpuNanos.getFirst();
        long sum = sent.stream().mapToLong(Integer::longValue).sum();
        return Arrays.asList(
                scenario.name(),
                Figures.whole(scenario.turns()),
                seconds(cpuNanos.getFirst()),
                seconds(cpuNanos.get(cpuNanos.size() / 2)),
                Figures.millis(over / Math.max(1, scenario.turns())),
                gap(10),
                gap(50),
                Figures.whole(sent.getFirst()),
                Figures.whole(sent.stream().mapToInt(Integer::intValue).max().orElse(0)),
                Figures.decimal(sum / 1e6));
    }

    private String gap(int percent) {
        return gaps.map(all -> Figures.millis(all.percentile(percent))).orElse(Figures.NONE);
    }

    private static String seconds(long nanos) {
        return Figures.decimal(nanos / 1e9);
    }
}

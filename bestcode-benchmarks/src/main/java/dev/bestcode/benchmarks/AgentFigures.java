package dev.bestcode.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// What several runs of a scenario came to.
/// @param cpuNanos of each run, sorted
/// @param gaps of the run whose median was the least; none where a model was asked once
/// @param residentBytes of the run that held the most
record AgentFigures(
        AgentScenario scenario,
        List<Long> cpuNanos,
        Optional<Latencies> gaps,
        List<Integer> sent,
        long residentBytes) {
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
                runs.getFirst().sent(),
                runs.stream().mapToLong(AgentProcess.Ended::residentBytes).max().orElse(0));
    }

    private static Latencies latencies(List<Duration> gaps) {
        var latencies = new Latencies();
        gaps.forEach(gap -> latencies.add(gap.toNanos()));
        return latencies;
    }

    /// @param base a run that does nothing
    List<String> cells(AgentFigures base) {
        return Arrays.asList(
                scenario.name(),
                Figures.whole(scenario.turns()),
                seconds(cpuNanos.getFirst()),
                seconds(cpuNanos.get(cpuNanos.size() / 2)),
                Figures.millis(over(base) / Math.max(1, scenario.turns())),
                gap(10),
                gap(50),
                Figures.whole(sent.getFirst()),
                Figures.whole(largest()),
                Figures.decimal(sum() / 1e6),
                Figures.mebibytes(residentBytes));
    }

    /// Say what the gates are about.
    /// @param agent whose figures they are
    void report(Report report, String agent, AgentFigures base) {
        var figures = new LinkedHashMap<String, Long>();
        switch (scenario.name()) {
            case "hello" -> figures.put("first-request", (long) sent.getFirst());
            case "read", "shell" -> {
                figures.put(scenario.name() + "-cpu", over(base) / Math.max(1, scenario.turns()));
                gaps.ifPresent(all -> figures.put(scenario.name() + "-gap", all.percentile(50)));
            }
            case "stream" -> figures.put("stream-cpu", over(base));
            case "long" -> {
                figures.put("long-cpu", cpuNanos.getFirst());
                figures.put("long-sent", sum());
                figures.put("long-largest", largest());
            }
            case "parallel" ->
                    gaps.ifPresent(all -> figures.put("parallel-gap", all.percentile(50)));
            default -> throw new IllegalStateException("no scenario " + scenario.name());
        }
        boolean ours = agent.equals(Agent.NAME);
        figures.forEach((name, value) -> report.add(ours ? name : name + Report.OF + agent, value));
    }

    private long over(AgentFigures base) {
        return cpuNanos.getFirst() - base.cpuNanos.getFirst();
    }

    private long sum() {
        return sent.stream().mapToLong(Integer::longValue).sum();
    }

    private long largest() {
        return sent.stream().mapToLong(Integer::longValue).max().orElse(0);
    }

    private String gap(int percent) {
        return gaps.map(all -> Figures.millis(all.percentile(percent))).orElse(Figures.NONE);
    }

    private static String seconds(long nanos) {
        return Figures.decimal(nanos / 1e9);
    }
}

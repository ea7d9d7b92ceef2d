package dev.bestcode.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A row of what is promised about costs.
/// @param figure its name in the report of the program that measures it
/// @param quoted what peers came to elsewhere that are not measured in the run; may be empty
record Gate(String what, String figure, FigureUnit unit, Bound bound, String quoted) {
    static final String[] HEADS = {
        "what", "ours", "peers, same run", "ratio", "must be", "kept", "command"
    };

    Gate(String what, String figure, FigureUnit unit, Bound bound) {
        this(what, figure, unit, bound, "");
    }

    Gate quoting(String text) {
        return new Gate(what, figure, unit, bound, text);
    }

    /// The row of a table.
    /// @param report all figures of the program
    List<String> cells(Map<String, Long> report, String command) {
        var ours = Optional.ofNullable(report.get(figure));
        var peers = peers(report);
        if (ours.isEmpty()) {
            return notMeasured("the program did not report it", command);
        }
        return List.of(
                what,
                unit.shown(ours.get()),
                shown(peers),
                ratio(ours.get(), peers),
                bound.text(unit),
                bound.isKept(unit, ours.get(), peers).map(Gate::word).orElse("not measured"),
                "`" + command + "`");
    }

    /// The row, where there are no figures.
    List<String> notMeasured(String why, String command) {
        return List.of(
                what,
                "not run here: " + why,
                shown(new TreeMap<>()),
                Figures.NONE,
                bound.text(unit),
                "not measured",
                "`" + command + "`");
    }

    private SequencedMap<String, Long> peers(Map<String, Long> report) {
        var peers = new TreeMap<String, Long>();
        var prefix = figure + Report.OF;
        report.forEach(
                (name, value) -> {
                    if (name.startsWith(prefix)) {
                        peers.put(name.substring(prefix.length()), value);
                    }
                });
        return peers;
    }

    private String shown(SequencedMap<String, Long> peers) {
        var measured =
                peers.entrySet().stream()
                        .map(peer -> peer.getKey() + " " + unit.shown(peer.getValue()))
                        .collect(Collectors.joining("; "));
        if (quoted.isEmpty()) {
            return measured.isEmpty() ? Figures.NONE : measured;
        }
        return (measured.isEmpty() ? "" : measured + "; ") + "quoted: " + quoted;
    }

    /// Over the peer that the bound is about, or else over the best.
    private String ratio(long ours, Map<String, Long> peers) {
        return bound.peer()
                .map(peers::get)
                .or(() -> peers.values().stream().min(Comparator.naturalOrder()))
                .filter(theirs -> theirs > 0)
                .map(theirs -> Figures.decimal((double) ours / theirs))
                .orElse(Figures.NONE);
    }

    private static String word(boolean kept) {
        return kept ? "yes" : "no";
    }
}

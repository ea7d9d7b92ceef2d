package dev.bestcode.it;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What became of everyday commands, as a page.
final class EverydayReport {
    private final List<String> refused = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Ran> ran = new ArrayList<>();

    /// How a command ended at a bare shell and inside the walls: its exit code, or `time`.
    record Ran(EverydayCommand command, String bare, String inside) {
        boolean works() {
            return bare.equals(inside);
        }

        boolean succeeds() {
            return works() && bare.equals("0");
        }

        /// Ended by its time, as it was meant to be.
        private boolean serves() {
            return works() && bare.equals("time");
        }
    }

    void refused(String line, String reason) {
        refused.add("| `%s` | %s |".formatted(escaped(line), escaped(reason)));
    }

    void missing(String line) {
        missing.add(line);
    }

    void ran(Ran outcome) {
        ran.add(outcome);
    }

    int started() {
        return ran.size();
    }

    List<Ran> differing() {
        return ran.stream().filter(each -> !each.works()).toList();
    }

    /// In one line.
    String summary() {
        return "%d commands: %d refused, %d not installed, %d run, %d end as at a bare shell (%.1f %%), %d of these with 0"
                .formatted(
                        refused.size() + missing.size() + ran.size(),
                        refused.size(),
                        missing.size(),
                        ran.size(),
                        count(Ran::works),
                        100.0 * count(Ran::works) / Math.max(1, ran.size()),
                        count(Ran::succeeds));
    }

    private long count(Predicate<Ran> which) {
        return ran.stream().filter(which).count();
    }

    /// @param machine where it was
    String page(String machine) {
        var page = new StringBuilder();
        page.append(
                """
                # Everyday commands inside the walls

                Written by `EverydayInsideTest` in its long mode. Each command that is not refused and whose program is
                installed is run twice in the same project: at a bare shell, and by `command-exec` inside all walls. It works
                when both end with the same exit code. Neither run has a network: what would ask a registry is told to do
                without by the project's own settings (`.npmrc`, `.mvn/maven.config`, `.cargo/config.toml`, `pip.conf`).

                """);
        page.append("%s. %s.%n%n".formatted(machine, summary()));
        page.append("| program | run | as at a bare shell | with 0 |\n|---|---|---|---|\n");
        var programs = new TreeMap<String, List<Ran>>();
        ran.forEach(
                each ->
                        programs.computeIfAbsent(each.command().program(), _ -> new ArrayList<>())
                                .add(each));
        programs.forEach(
                (program, outcomes) ->
                        page.append(
                                "| %s | %d | %d | %d |%n"
                                        .formatted(
                                                program,
                                                outcomes.size(),
                                                outcomes.stream().filter(Ran::works).count(),
                                                outcomes.stream().filter(Ran::succeeds).count())));
        section(page, "Ends otherwise", "command | bare | inside | why", differences());
        section(page, "Refused", "command | reason", refused);
        section(page, "Ends with another code than 0 in both", "command | code | ", failing());
        page.append("\nNot installed here: %d.\n".formatted(missing.size()));
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String heads, List<String> rows) {
        if (!rows.isEmpty()) {
            page.append("\n## %s\n\n| %s |\n".formatted(title, heads));
            page.append("|---".repeat(heads.split("\\|", -1).length)).append("|\n");
            rows.forEach(row -> page.append(row).append('\n'));
        }
    }

    private List<String> differences() {
        return differing().stream()
                .map(
                        each ->
                                "| `%s` | %s | %s | %s |"
                                        .formatted(
                                                escaped(each.command().line()),
                                                each.bare(),
                                                each.inside(),
                                                each.command().differs().orElse("not explained")))
                .toList();
    }

    private List<String> failing() {
        return ran.stream()
                .filter(each -> each.works() && !each.succeeds())
                .map(
                        each ->
                                "| `%s` | %s | %s |"
                                        .formatted(
                                                escaped(each.command().line()),
                                                each.bare(),
                                                each.serves()
                                                        ? "serves until its time is up"
                                                        : each.command().offline()
                                                                ? "needs a registry or server, and there is none"
                                                                : ""))
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}

package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.librarian.Explanation;
import dev.bestcode.runtime.RunExplanation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pictures of a page about a run, in SVG.
final class ReportChart {
    private static final int WIDTH = 960;
    private static final int ROW = 18;
    private static final int NAMES = 180;

    /// Rows, or bars, that a screen can show; the newest.
    private static final int SHOWN_MAX = 200;

    private ReportChart() {}

    /// A bar from call to answer.
    private record Bar(String name, double from, double to, boolean failed) {}

    static String calls(RunReport report) {
        var bars = bars(report);
        if (bars.isEmpty()) {
            return "<p>No tool was called.</p>\n";
        }
        double all = Math.max(1, report.duration().toMillis());
        var svg = new Html().raw(svg(bars.size() * ROW));
        int y = 0;
        for (var bar : bars) {
            double x = NAMES + (WIDTH - NAMES) * bar.from() / all;
            double width = Math.max(2, (WIDTH - NAMES) * (bar.to() - bar.from()) / all);
            svg.raw("<text x=\"0\" y=\"" + (y + 13) + "\">").text(bar.name()).raw("</text>");
            svg.raw(rect(bar.failed() ? "failed" : "call", x, y + 3, width, ROW - 6))
                    .raw("<title>");
            svg.text("%,.0f ms".formatted(bar.to() - bar.from())).raw("</title></rect>\n");
            y += ROW;
        }
        return svg.raw("</svg>\n").toString();
    }

    private static List<Bar> bars(RunReport report) {
        var open = new HashMap<String, RunReport.Moment>();
        var bars = new ArrayList<Bar>();
        for (var moment : report.moments()) {
            if (moment.event() instanceof BestCodeEvent.ToolCalled called) {
                open.put(called.call(), moment);
            } else if (moment.event() instanceof BestCodeEvent.ToolAnswered answered) {
                var from = open.remove(answered.call());
                if (from != null) {
                    bars.add(
                            new Bar(
                                    answered.tool(),
                                    millis(report, from),
                                    millis(report, moment),
                                    answered.error()));
                }
            }
        }
        return bars.subList(Math.max(0, bars.size() - SHOWN_MAX), bars.size());
    }

    private static double millis(RunReport report, RunReport.Moment moment) {
        return Duration.between(report.start(), moment.time()).toMillis();
    }

    /// For each answer a bar of what was read anew, read from the cache, and written.
    static String tokens(RunReport report) {
        var counted =
                report.moments().stream()
                        .map(RunReport.Moment::event)
                        .filter(BestCodeEvent.UsageCounted.class::isInstance)
                        .map(event -> ((BestCodeEvent.UsageCounted) event).usage())
                        .toList();
        var shown = counted.subList(Math.max(0, counted.size() - SHOWN_MAX), counted.size());
        double most =
                shown.stream()
                        .mapToDouble(
                                usage ->
                                        usage.input()
                                                + usage.cacheWrite()
                                                + usage.cacheRead()
                                                + usage.output())
                        .max()
                        .orElse(0);
        if (most == 0) {
            return "<p>No model has answered.</p>\n";
        }
        var svg = new Html().raw(svg(shown.size() * ROW));
        int y = 0;
        for (var usage : shown) {
            double scale = (WIDTH - NAMES) / most;
            double fresh = (usage.input() + usage.cacheWrite()) * scale;
            double cached = usage.cacheRead() * scale;
            svg.raw("<text x=\"0\" y=\"" + (y + 13) + "\">");
            svg.text(
                    "%,d in, %,d out"
                            .formatted(
                                    usage.input() + usage.cacheWrite() + usage.cacheRead(),
                                    usage.output()));
            svg.raw("</text>");
            svg.raw(rect("cached", NAMES, y + 3, cached, ROW - 6)).raw("</rect>");
            svg.raw(rect("fresh", NAMES + cached, y + 3, fresh, ROW - 6)).raw("</rect>");
            svg.raw(
                    rect(
                            "written",
                            NAMES + cached + fresh,
                            y + 3,
                            usage.output() * scale,
                            ROW - 6));
            svg.raw("</rect>\n");
            y += ROW;
        }
        return svg.raw("</svg>\n<p class=\"when\">from the cache, read anew, written</p>\n")
                .toString();
    }

    /// What each tier holds, in words.
    static String tiers(RunExplanation context) {
        return Stream.of(Tier.values())
                .map(
                        tier -> {
                            var pages =
                                    context.segments().stream()
                                            .filter(page -> page.tier() == tier)
                                            .toList();
                            return "%s %,d tokens in %d pages"
                                    .formatted(
                                            TierNames.of(tier),
                                            pages.stream().mapToLong(Explanation::tokens).sum(),
                                            pages.size());
                        })
                .collect(Collectors.joining(", "));
    }

    private static String svg(int height) {
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\">\n".formatted(WIDTH, height);
    }

    private static String rect(String kind, double x, int y, double width, int height) {
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">",
                kind,
                x,
                y,
                width,
                height);
    }
}

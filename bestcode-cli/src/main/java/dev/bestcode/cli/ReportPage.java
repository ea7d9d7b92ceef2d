package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A run as one page of HTML: no script, nothing from elsewhere, and a policy that says so.
final class ReportPage {
    /// What is shown of one text; the journal has the rest.
    private static final int TEXT_CHARS_MAX = 20_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            :root { color-scheme: light dark; --line: #8884; --accent: #36c; --bad: #c33; --good: #282; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
            pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, monospace; margin: .3rem 0; }
            table { border-collapse: collapse; } td, th { padding: .1rem .8rem .1rem 0; text-align: left; vertical-align: top; }
            .event { border-left: 3px solid var(--line); padding: .1rem .8rem; margin: .4rem 0; }
            .task, .said { border-color: var(--accent); } .error { border-color: var(--bad); }
            .when { color: GrayText; font-size: 12px; } .plus { color: var(--good); } .minus { color: var(--bad); }
            svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: CanvasText; }
            .fresh, .call { fill: var(--accent); } .cached { fill: #69c8; } .written { fill: var(--good); } .failed { fill: var(--bad); }
            </style>
            """;

    private final RunReport report;
    private final Html html = new Html();

    private ReportPage(RunReport report) {
        this.report = report;
    }

    static String of(RunReport report) {
        var page = new ReportPage(report);
        page.head();
        page.html.raw("<h2>Calls over time</h2>\n").raw(ReportChart.calls(report));
        page.html.raw("<h2>Tokens of each model answer</h2>\n").raw(ReportChart.tokens(report));
        page.context();
        page.events();
        return page.html.raw("</body></html>\n").toString();
    }

    private void head() {
        html.raw(HEAD).raw("<title>Run ").text(report.run().value()).raw("</title></head><body>\n");
        html.raw("<h1>Run ").text(report.run().value()).raw("</h1>\n<table>\n");
        fact("status", report.end().map(end -> end.result().status().wireName()).orElse("open"));
        fact("began", TIME.format(report.start().atZone(ZoneId.systemDefault())));
        fact("took", seconds(report.duration()));
        report.spending().model().ifPresent(model -> fact("model", model));
        fact("cost", report.spending().text());
        fact("answers of the model", Integer.toString(report.spending().answers()));
        html.raw("</table>\n");
    }

    private void fact(String name, String value) {
        html.raw("<tr><th>").text(name).raw("</th><td>").text(value).raw("</td></tr>\n");
    }

    private void context() {
        html.raw("<h2>Context by tier</h2>\n");
        if (report.contexts().isEmpty()) {
            html.raw("<p>Its process has it; ask again when that has ended.</p>\n");
        }
        for (var context : report.contexts()) {
            html.raw("<details><summary>").text(context.path()).raw(": ");
            html.text(ReportChart.tiers(context)).raw("</summary><pre>");
            context.segments().forEach(segment -> html.text(segment.line()).raw("\n"));
            html.raw("</pre></details>\n");
        }
    }

    private void events() {
        html.raw("<h2>What happened</h2>\n");
        for (var moment : report.moments()) {
            var when = Duration.between(report.start(), moment.time());
            switch (moment.event()) {
                case BestCodeEvent.RunStarted it -> event(when, "task", "task", it.task());
                case BestCodeEvent.MessageSpoken it -> event(when, "said", "agent", it.text());
                case BestCodeEvent.ToolCalled it ->
                        event(when, "called", "→ " + it.tool(), Json.text(it.arguments()));
                case BestCodeEvent.ToolAnswered it ->
                        folded(when, it.error() ? "error" : "", it.tool() + " answered", it.text());
                case BestCodeEvent.AgentStarted it ->
                        event(when, "task", "task of " + it.listener(), it.task());
                case BestCodeEvent.ApprovalAsked it ->
                        event(when, "", it.tool() + " asks", Json.text(it.preview().toJson()));
                case BestCodeEvent.ApprovalAnswered it ->
                        event(when, "", "answered", Json.text(it.answer().toJson()));
                case BestCodeEvent.ErrorRaised it -> event(when, "error", it.kind(), it.text());
                case BestCodeEvent.RunFinished it ->
                        event(when, "task", it.result().status().wireName(), it.result().text());
                case BestCodeEvent.AgentEnded _,
                        BestCodeEvent.UsageCounted _,
                        BestCodeEvent.Provisional _ -> {
                    // The charts have it.
                }
            }
        }
    }

    private void event(Duration when, String kind, String title, String text) {
        html.raw("<div class=\"event " + kind + "\">");
        head(when, title);
        pre(text);
        html.raw("</div>\n");
    }

    private void folded(Duration when, String kind, String title, String text) {
        html.raw("<details class=\"event " + kind + "\"><summary>");
        head(when, title);
        html.raw(" <span class=\"when\">").text(Printable.line(text, 80)).raw("</span></summary>");
        pre(text);
        html.raw("</details>\n");
    }

    private void head(Duration when, String title) {
        html.raw("<span class=\"when\">+").text(seconds(when)).raw("</span> <b>");
        html.text(title).raw("</b>");
    }

    private void pre(String text) {
        var shown = text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX));
        boolean diff = shown.startsWith("--- ") || shown.contains("\n@@ ");
        html.raw("<pre>");
        for (var line : shown.lines().toList()) {
            var kind =
                    !diff
                            ? ""
                            : line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : "";
            if (kind.isEmpty()) {
                html.text(line).raw("\n");
            } else {
                html.raw("<span class=\"" + kind + "\">").text(line).raw("</span>\n");
            }
        }
        if (shown.length() < text.length()) {
            html.text("… %,d more characters".formatted(text.length() - shown.length()));
        }
        html.raw("</pre>");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}

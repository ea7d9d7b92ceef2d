package dev.bestcode.cli;

import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.runtime.BudgetLine;
import dev.bestcode.runtime.CallExplanation;
import dev.bestcode.runtime.CallLine;
import dev.bestcode.runtime.CallRule;
import dev.bestcode.runtime.ContextView;
import dev.bestcode.runtime.ModelRequest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why a call was made or refused, in lines for a person.
final class CallText {
    private static final int WIDTH = 120;

    /// Pages named of each kind; JSON has them all.
    private static final int PAGES_SHOWN = 12;

    private CallText() {}

    static String line(CallLine line) {
        return "#%-6d LSN %-6d %s -> %s%s%s"
                .formatted(
                        line.message().value(),
                        line.lsn(),
                        line.sender(),
                        Printable.line(line.listener(), WIDTH),
                        line.call().isEmpty() ? "" : "  " + Printable.line(line.call(), WIDTH),
                        line.refused().map(why -> "  refused: " + brief(why)).orElse(""));
    }

    static String of(CallExplanation call) {
        var lines = new ArrayList<String>();
        lines.add(
                "#%d %s%s  %s"
                        .formatted(
                                call.message().value(),
                                call.listener(),
                                call.call().isEmpty() ? "" : " " + call.call(),
                                brief(call.payload())));
        lines.add(
                "asked    by %s on %s, LSN %d, %s%s"
                        .formatted(
                                call.sender(),
                                call.thread(),
                                call.lsn(),
                                call.time(),
                                call.model().map(request -> asked(call, request)).orElse("")));
        lines.add("route    " + route(call));
        lines.addAll(rules(call));
        call.model()
                .ifPresent(
                        request ->
                                lines.add(
                                        "budget   request #%d set aside %s"
                                                .formatted(
                                                        request.message().value(),
                                                        request.setAside())));
        call.budget().forEach(line -> lines.add("         " + budget(line)));
        call.model().ifPresent(request -> lines.addAll(view(request.view())));
        lines.add(
                "end      %s%s%s"
                        .formatted(
                                call.end().state().name().toLowerCase(Locale.ROOT),
                                call.end()
                                        .answer()
                                        .map(answer -> " by #" + answer.value())
                                        .orElse(""),
                                call.end().said().isBlank()
                                        ? ""
                                        : ": " + brief(call.end().said())));
        return String.join("\n", lines);
    }

    private static String brief(String text) {
        return Printable.line(text, WIDTH);
    }

    private static String asked(CallExplanation call, ModelRequest request) {
        return request.message().equals(call.message())
                ? ", of model " + request.model()
                : ", as the answer of model %s to request #%d said"
                        .formatted(request.model(), request.message().value());
    }

    private static String route(CallExplanation call) {
        var rule = call.rule();
        var table = "profile '%s', rights %.12s".formatted(rule.profile(), rule.rights().hex());
        return rule.access()
                .map(
                        access ->
                                switch (access) {
                                    case Access.NoRoute(var reason) ->
                                            "none in %s: %s".formatted(table, reason);
                                    case Access.Allowed _ ->
                                            "%s -> %s by %s in %s"
                                                    .formatted(
                                                            call.sender(),
                                                            call.listener(),
                                                            call.tag(),
                                                            table);
                                })
                .orElse("the table is not kept any more: " + table);
    }

    private static List<String> rules(CallExplanation call) {
        var lines = new ArrayList<String>();
        call.rule()
                .access()
                .ifPresent(
                        access -> {
                            if (access instanceof Access.Allowed(var permission)) {
                                lines.add(
                                        "rule     permission "
                                                + permission.name().toLowerCase(Locale.ROOT)
                                                + unasked(call));
                            }
                        });
        call.rule().program().ifPresent(program -> lines.add("         " + program(program)));
        call.rule().question().ifPresent(question -> lines.add("         " + question(question)));
        return lines;
    }

    /// A question that a rule of the process answers is not put.
    private static String unasked(CallExplanation call) {
        return call.rule().question().isEmpty() && !call.sender().equals(Message.USER)
                ? ", nobody was asked"
                : "";
    }

    private static String program(CallRule.Program program) {
        return "program '%s' is %s%s"
                .formatted(
                        brief(program.name()),
                        program.listed() ? "listed" : "not listed",
                        program.pin().map(sha256 -> ", pinned to " + sha256.hex()).orElse(""));
    }

    private static String question(CallRule.Question question) {
        return "question #%d: %s"
                .formatted(
                        question.message().value(),
                        question.answer().map(CallText::answer).orElse("not answered"));
    }

    private static String answer(ApprovalAnswer answer) {
        return answer.allowed()
                ? "allowed by %s, scope %s".formatted(answer.by(), answer.scope().wireName())
                : "denied by %s: %s".formatted(answer.by(), brief(answer.reason()));
    }

    private static String budget(BudgetLine line) {
        return "%s: %s left of %s; spent %s, set aside %s; %s of %s worked"
                .formatted(
                        line.thread(),
                        line.left(),
                        line.limit(),
                        line.spent(),
                        line.setAside(),
                        seconds(line.worked()),
                        seconds(line.time()));
    }

    private static String seconds(Duration time) {
        return "%,d s".formatted(time.toSeconds());
    }

    private static List<String> view(ContextView view) {
        var lines = new ArrayList<String>();
        lines.add(
                "context  %,d pages whole, %,d folded, %,d evicted"
                        .formatted(view.whole(), view.folded().size(), view.evicted().size()));
        pages(lines, "folded", view.folded());
        pages(lines, "evicted", view.evicted());
        pages(lines, "changed with this request", view.changed());
        return lines;
    }

    private static void pages(List<String> lines, String what, List<SegmentId> pages) {
        if (!pages.isEmpty()) {
            lines.add(
                    "         %s: %s%s"
                            .formatted(
                                    what,
                                    pages.stream()
                                            .limit(PAGES_SHOWN)
                                            .map(page -> "#" + page.value())
                                            .collect(Collectors.joining(" ")),
                                    pages.size() > PAGES_SHOWN ? " …" : ""));
        }
    }
}

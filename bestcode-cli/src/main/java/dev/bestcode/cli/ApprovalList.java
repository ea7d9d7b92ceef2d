package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.ToolPreview;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.runtime.PendingApproval;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The calls of a workspace that wait for a person, in all of its kernel directories.
final class ApprovalList {
    private final List<Row> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private record Row(KernelDirectory directory, PendingApproval pending) {}

    /// What a person says to one of them.
    /// @param filled a form, as it was typed; empty text for its defaults
    record Decision(boolean allow, ApprovalScope scope, String reason, String filled) {
        Optional<JsonObject> fields(ToolPreview asked) {
            if (filled.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    FormAnswer.read(
                            asked.form()
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "that call asks for nothing to fill in; leave --answer out")),
                            filled));
        }
    }

    private ApprovalList() {}

    static ApprovalList of(Path workspaceState) {
        var list = new ApprovalList();
        KernelDirectories.list(workspaceState).forEach(list::read);
        return list;
    }

    private void read(KernelDirectory directory) {
        try {
            KernelDirectories.approvals(directory)
                    .forEach(pending -> rows.add(new Row(directory, pending)));
        } catch (ControlException | KernelException e) {
            problems.add("%s cannot be read: %s".formatted(directory.name(), e.getMessage()));
        }
    }

    int show(ListOutput output, PrintStream out, PrintStream err) {
        rows.forEach(row -> out.println(output == ListOutput.json ? json(row) : text(row)));
        if (rows.isEmpty() && problems.isEmpty()) {
            (output == ListOutput.json ? err : out).println("Nothing waits for an answer.");
        }
        problems.forEach(err::println);
        return problems.isEmpty() ? ExitCode.OK : ExitCode.KERNEL;
    }

    /// @return what came of it, in a sentence
    /// @throws IllegalArgumentException when there is no such question, or several
    /// @throws ControlException when nobody is there to take the answer
    String answer(long question, String kernel, Decision decision) {
        var row = find(question, kernel);
        if (!(row.directory().owner() instanceof KernelDirectory.Live)) {
            throw new ControlException(
                    "question %d waits in %s, whose process has ended: nobody is there to take an answer; 'bestcode resume %s --approve ask' asks it anew"
                            .formatted(
                                    question,
                                    row.directory().name(),
                                    row.pending().request().run()));
        }
        try (var owner =
                ControlClient.connect(row.directory().path())
                        .orElseThrow(
                                () ->
                                        new ControlException(
                                                "the process that asked has just ended"))) {
            boolean answered =
                    owner.approve(
                            row.pending().question(),
                            decision.allow(),
                            decision.scope(),
                            decision.reason(),
                            decision.fields(row.pending().request().preview()));
            var call = Printable.line(row.pending().request().tool(), 80);
            return answered
                    ? "question %d: %s %s"
                            .formatted(
                                    question,
                                    call,
                                    !decision.allow()
                                            ? "is denied"
                                            : row.pending().request().preview().form().isPresent()
                                                    ? "is answered"
                                                    : "may run")
                    : "question %d has been answered meanwhile".formatted(question);
        }
    }

    private Row find(long question, String kernel) {
        var found =
                rows.stream()
                        .filter(row -> row.pending().question().value() == question)
                        .filter(row -> kernel.isEmpty() || row.directory().name().equals(kernel))
                        .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "several kernels have a question %d; say which with --kernel"
                            .formatted(question));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "no question %d waits; 'bestcode approve' lists those that do"
                            .formatted(question));
        }
        return found.getFirst();
    }

    private static String json(Row row) {
        var json = JsonObject.builder().put("kernel", row.directory().name());
        row.pending().toJson().members().forEach(json::put);
        return Json.text(json.build());
    }

    private static String text(Row row) {
        var request = row.pending().request();
        return "%-6d %-4s %-12s %s  %s"
                .formatted(
                        row.pending().question().value(),
                        row.directory().name(),
                        request.run(),
                        Printable.line(request.tool(), 40),
                        CallLines.of(request));
    }
}

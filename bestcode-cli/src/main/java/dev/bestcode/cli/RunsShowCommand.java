package dev.bestcode.cli;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.runtime.RunChanges;
import dev.bestcode.tools.WorkspacePast;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/// `bestcode runs show`: the tasks of a run, and what its calls changed in the workspace.
@Command(
        name = "show",
        description = "List a run's tasks and what its calls changed, oldest first.",
        footer = {
            "",
            "The number before each is what 'bestcode rewind --to' takes to undo it and",
            "all after it.",
            "",
            "Example:",
            "  bestcode runs show r-4f0q1x8z2k"
        })
final class RunsShowCommand implements Callable<Integer> {
    /// More tasks than a person gives one run; those before are not listed.
    private static final int MESSAGES_MAX = 10_000;

    private static final int TASK_WIDTH = 100;

    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    @Override
    public Integer call() throws IOException {
        try {
            var id = new RunId(run);
            RunFiles.of(id, state)
                    .read((found, content) -> lines(found, content, id))
                    .forEach(line -> output.lines().line(line.text(), line.json()));
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static List<Line> lines(
            KernelState found, Function<Sha256, Optional<Bytes>> content, RunId id)
            throws IOException {
        var lines = new ArrayList<>(tasks(found, id));
        RunChanges.of(found, content, id).stream().map(RunsShowCommand::line).forEach(lines::add);
        lines.sort(Comparator.comparingLong(Line::to));
        return lines;
    }

    /// @param to what 'rewind --to' takes to undo it and all after it
    private record Line(long to, String text, JsonObject json) {}

    private static List<Line> tasks(KernelState state, RunId id) {
        var thread =
                state.threads()
                        .ofRun(id)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
        return state.journal().last(thread.id(), MESSAGES_MAX).stream()
                .map(JournalEntry::message)
                .filter(message -> message.sender().equals(Message.USER))
                .filter(message -> message.tag().equals(AgentTask.TYPE.tag()))
                .map(RunsShowCommand::task)
                .toList();
    }

    private static Line task(Message message) {
        var text = message.payload().size() == 0 ? "" : said(message);
        long number = message.id().value();
        return new Line(
                number,
                "%-7d task %s".formatted(number, Printable.line(text, TASK_WIDTH)),
                JsonObject.builder()
                        .put("to", number)
                        .put("kind", "task")
                        .put("text", text)
                        .build());
    }

    private static String said(Message message) {
        return AgentTask.from(Json.parseObject(message.payload().utf8())).task();
    }

    private static Line line(WorkspacePast.Entry entry) {
        return new Line(entry.to(), text(entry), json(entry));
    }

    private static String text(WorkspacePast.Entry entry) {
        var text = new StringBuilder("%-7d %s".formatted(entry.to(), entry.kind()));
        if (!entry.tool().isEmpty()) {
            text.append(" ").append(entry.tool());
        }
        if (entry.leftOut() > 0) {
            text.append(" (%,d entries not kept)".formatted(entry.leftOut()));
        }
        entry.changes()
                .forEach(change -> text.append("\n        ").append(ChangesText.line(change)));
        return text.toString();
    }

    private static JsonObject json(WorkspacePast.Entry entry) {
        return JsonObject.builder()
                .put("to", entry.to())
                .put("kind", entry.kind())
                .put("tool", entry.tool())
                .put("left_out", entry.leftOut())
                .put("changes", ChangesText.json(entry.changes()))
                .build();
    }
}

package dev.bestcode.cli;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.kernel.LoggedOpJson;
import dev.bestcode.kernel.RunLog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `bestcode runs export`: all of a run, for whoever keeps or reads it elsewhere.
@Command(
        name = "export",
        description = "Write everything that the log has of a run, in order, with its content.",
        footer = {
            "",
            "JSON lines: one of type 'run', one of type 'transaction' for each, and one of",
            "type 'end' with the hash of the run's state. The fields: docs/replay.md.",
            "",
            "Example:",
            "  bestcode runs export r-4f0q1x8z2k --output json > run.jsonl"
        })
final class RunsExportCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private StateOptions state = new StateOptions();
    @Mixin private OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "Its id; 'bestcode runs' lists them.")
    private String run = "";

    /// The last transaction that was written, or a number before all.
    private long written = -1;

    @Override
    public Integer call() throws IOException {
        try {
            var id = new RunId(run);
            return RunFiles.of(id, state).read((found, _) -> export(found, id));
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int export(KernelState found, RunId id) {
        var row =
                found.runs()
                        .get(id)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + id));
        var log = RunLog.of(found, id).orElseThrow();
        var lines = output.lines();
        if (written < 0) { // files that an owner has replaced are read once more from the beginning
            lines.line("run " + id, head(row));
            written = 0;
        }
        log.transactions()
                .forEachRemaining(
                        transaction -> {
                            if (transaction.lsn() > written) {
                                lines.line(text(transaction), json(transaction));
                                written = transaction.lsn();
                            }
                        });
        var hash = log.stateHash().hex();
        lines.line(
                "state " + hash,
                JsonObject.builder().put("type", "end").put("state_sha256", hash).build());
        return ExitCode.OK;
    }

    private static JsonObject head(RunRow row) {
        var json =
                JsonObject.builder()
                        .put("type", "run")
                        .put("run", row.id().value())
                        .put("thread", row.thread().value())
                        .put("started", row.startedAt().toString());
        row.endedAt().ifPresent(time -> json.put("ended", time.toString()));
        return json.build();
    }

    private static List<JsonObject> ops(LoggedTransaction transaction) {
        return transaction.ops().stream().map(LoggedOpJson::of).toList();
    }

    private static JsonObject json(LoggedTransaction transaction) {
        return JsonObject.builder()
                .put("type", "transaction")
                .put("lsn", transaction.lsn())
                .put("time", transaction.time().toString())
                .put("ops", new JsonArray(List.<JsonValue>copyOf(ops(transaction))))
                .build();
    }

    private static String text(LoggedTransaction transaction) {
        return "LSN %d  %s%s"
                .formatted(
                        transaction.lsn(),
                        transaction.time(),
                        ops(transaction).stream()
                                .map(op -> "\n  " + SafeLines.escaped(op))
                                .collect(Collectors.joining()));
    }
}

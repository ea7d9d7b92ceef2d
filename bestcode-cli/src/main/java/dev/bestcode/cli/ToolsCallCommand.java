package dev.bestcode.cli;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.runtime.ToolCallResult;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/// `bestcode tools call`: one call of a tool, as an agent's would be.
@Command(
        name = "call",
        description = "Call one tool, with the rights of a profile; no model is asked.",
        footer = {
            "",
            "Admitted, journaled and delivered as an agent's call is. Status 1: the tool",
            "failed; 2: the arguments are not what it takes; 5: the profile has it not, or",
            "refuses.",
            "",
            "Examples:",
            "  bestcode tools call grep '{\"pattern\":\"TODO\",\"mode\":\"files\"}'",
            "  bestcode tools call file-read '{\"path\":\"README.md\"}' --output json"
        })
final class ToolsCallCommand implements Callable<Integer> {
    private static final ApprovalAnswer NOBODY_THERE =
            ApprovalAnswer.deny(
                    "tools call",
                    "this call needs approval; --approve all lets it run where the profile asks");

    /// As large as a message may be.
    private static final int STDIN_BYTES_MAX = 16 * 1024 * 1024;

    enum Approve {
        all
    }

    @Mixin HelpOption help = new HelpOption();
    @Mixin private RightsOptions system = new RightsOptions();

    @Parameters(index = "0", paramLabel = "TOOL", description = "Its name.")
    private String name = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ARGUMENTS",
            description = "A JSON object; - reads it from standard input (default: {}).")
    private String arguments = "{}";

    @Mixin private OutputOption output = new OutputOption();

    @Option(
            names = "--approve",
            paramLabel = "HOW",
            description = "all: let calls run that would ask a person first.")
    private @Nullable Approve approve;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var json = json();
        var builder =
                system.builderWithoutModel(System.getenv())
                        .approveAll(approve == Approve.all)
                        .approver(_ -> NOBODY_THERE);
        try (var os = builder.build()) {
            var result = os.call(system.profile, name, json);
            output.lines().line(result.outcome().text(), toJson(result));
            return status(result);
        }
    }

    private JsonObject json() throws IOException {
        try {
            return Json.parseObject(
                    arguments.equals("-")
                            ? new String(
                                    System.in.readNBytes(STDIN_BYTES_MAX), StandardCharsets.UTF_8)
                            : arguments);
        } catch (JsonException e) {
            throw help.wrong("ARGUMENTS must be a JSON object: " + e.getMessage());
        }
    }

    private static JsonObject toJson(ToolCallResult result) {
        var json = JsonObject.builder().put("run", result.run().value());
        result.failure().ifPresent(failure -> json.put("failure", failure.toJson()));
        result.outcome().toJson().members().forEach(json::put);
        return json.build();
    }

    private static int status(ToolCallResult result) {
        return result.failure()
                .map(Failure::kind)
                .map(ToolsCallCommand::status)
                .orElse(result.outcome().error() ? ExitCode.FAILED : ExitCode.OK);
    }

    private static int status(Failure.Kind kind) {
        return switch (kind) {
            case NO_ROUTE, DENIED -> ExitCode.REFUSED;
            case INVALID_PAYLOAD -> ExitCode.USAGE;
            case TIMED_OUT, OUT_OF_BUDGET -> ExitCode.LIMIT;
            case STOPPED -> ExitCode.INTERRUPTED;
            case HANDLER_FAILED, PROVIDER_FAILED, OUTCOME_UNKNOWN -> ExitCode.FAILED;
        };
    }
}

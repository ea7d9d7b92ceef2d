package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Lists and ends the background jobs of the caller's run, and reads what its commands printed.
final class CommandJobsTool extends NativeTool {
    /// Leaves room for the line in front.
    private static final int PIECE_BYTES = Truncation.RESULT_BYTES_MAX - 1024;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "command-jobs",
                    "List and kill background jobs; read all that a command printed.",
                    """
                    {"type":"object","required":["action"],"additionalProperties":false,"properties":{
                     "action":{"enum":["list","read","kill"]},
                     "id":{"type":"string","description":"such as c3"},
                     "offset":{"type":"integer","description":"byte to read from, default 0"}}}
                    """);

    private final CommandJobs jobs;
    private final OutputStore outputs;

    CommandJobsTool(CommandJobs jobs, OutputStore outputs) {
        super(DESCRIPTOR, Effect.OPAQUE);
        this.jobs = jobs;
        this.outputs = outputs;
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        return switch (arguments.text("action")) {
            case "list" -> {
                var lines = jobs.list(call.run());
                yield ToolOutcome.succeeded(
                        lines.isEmpty() ? "no background jobs\n" : String.join("\n", lines) + "\n");
            }
            case "read" -> read(call, arguments.text("id"), arguments);
            case "kill" -> {
                var id = arguments.text("id");
                if (!jobs.kill(call.run(), id)) {
                    throw new ToolFailedException(
                            "there is no job '%s'; list has them".formatted(id));
                }
                yield ToolOutcome.succeeded(
                        "%s: %s\n".formatted(id, jobs.end(call.run(), id).orElse("killed")));
            }
            default -> throw new ToolFailedException("action must be list, read or kill");
        };
    }

    private ToolOutcome read(ToolCall call, String id, Arguments arguments)
            throws IOException, ToolFailedException {
        int offset = arguments.integer("offset", 0, 0, OutputStore.FILE_BYTES_MAX);
        var piece =
                outputs.read(call.run(), id, offset, PIECE_BYTES)
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                "nothing is kept of '%s' in this run; only the newest commands are"
                                                        .formatted(id)));
        var bytes = piece.bytes();
        int start = Truncation.nextCharStart(bytes, 0);
        int end =
                offset + bytes.length < piece.total()
                        ? Truncation.charStart(bytes, bytes.length - 1)
                        : bytes.length;
        var state = jobs.end(call.run(), id).map(how -> ", " + how).orElse("");
        return ToolOutcome.succeeded(
                "bytes %d to %d of %d%s\n"
                                .formatted(offset + start, offset + end, piece.total(), state)
                        + new String(
                                Arrays.copyOfRange(bytes, start, end), StandardCharsets.UTF_8));
    }
}

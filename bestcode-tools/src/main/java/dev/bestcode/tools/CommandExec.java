package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.security.CommandPolicy.Decision;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Starts one program with its arguments: no shell, a clean environment, nothing to read from, and
/// an end. Output and errors are one stream, in the order printed, as at a terminal.
///
/// The words decide nothing by themselves: the policy says whether and as what they start, and the
/// sandbox holds what was started.
final class CommandExec extends NativeTool {
    static final int TIMEOUT_SECONDS_DEFAULT = 120;
    static final int TIMEOUT_SECONDS_MAX = 600;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "command-exec",
                    "Run one program; no shell: no pipes, redirections, variables or wildcards.",
                    """
                    {"type":"object","required":["command"],"additionalProperties":false,"properties":{
                     "command":{"type":"string","description":"program and arguments, quoted as in a shell"},
                     "timeout":{"type":"integer","description":"seconds, default 120, at most 600"},
                     "cwd":{"type":"string","description":"folder"},
                     "background":{"type":"boolean","description":"answer at once; command-jobs has the rest"}}}
                    """);

    private final Workspace workspace;
    private final CommandPolicy policy;
    private final CommandRunner runner;
    private final CommandJobs jobs;

    CommandExec(Workspace workspace, CommandPolicy policy, CommandRunner runner, CommandJobs jobs) {
        super(DESCRIPTOR, Effect.OPAQUE);
        this.workspace = workspace;
        this.policy = policy;
        this.runner = runner;
        this.jobs = jobs;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var words = WordSplitter.split(arguments.text("command"));
        var directory = directory(arguments);
        return switch (decision(call, words, directory)) {
            case Decision.Refuse(var reason) -> ToolPreview.ofProblem(reason);
            case Decision.Run(var program, var argv, _) ->
                    ToolPreview.ofCommand(program.toString(), argv, directory.toString());
        };
    }

    @Override
    public boolean independent(JsonObject arguments) {
        try {
            var given = new Arguments(arguments);
            return !given.flag("background")
                    && policy.independent(WordSplitter.split(given.text("command")));
        } catch (ToolFailedException e) {
            return true; // it is going to be refused, which changes nothing
        }
    }

    private Decision decision(ToolCall call, List<String> words, Path directory) {
        return policy.decide(call.profile(), call.rights().commands(), words, directory);
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var words = WordSplitter.split(arguments.text("command"));
        int timeout = arguments.integer("timeout", TIMEOUT_SECONDS_DEFAULT, 1, TIMEOUT_SECONDS_MAX);
        var directory = directory(arguments);
        return switch (decision(call, words, directory)) {
            case Decision.Refuse(var reason) -> ToolOutcome.failed(reason);
            case Decision.Run command when arguments.flag("background") ->
                    ToolOutcome.succeeded(
                            "job %s is running; read, list or kill it with command-jobs. It ends with this run.\n"
                                    .formatted(jobs.start(runner, call, command, directory)));
            case Decision.Run command ->
                    runner.run(call, command, directory, Duration.ofSeconds(timeout));
        };
    }

    private Path directory(Arguments arguments) throws IOException, ToolFailedException {
        return directory(workspace, arguments.optionalText("cwd").orElse("."));
    }

    /// A folder of the workspace as a place to start in.
    static Path directory(Workspace workspace, String path)
            throws IOException, ToolFailedException {
        try (var place = workspace.find(path)) {
            if (place instanceof Place.Folder folder) {
                return folder.directory().path();
            }
            throw new ToolFailedException(
                    "cwd %s is not a folder of the workspace".formatted(Workspace.quoted(path)));
        }
    }
}

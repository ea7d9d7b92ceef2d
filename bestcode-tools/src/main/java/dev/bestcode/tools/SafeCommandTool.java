package dev.bestcode.tools;

import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.security.CommandPolicy.Decision;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.util.List;

/// A tool that is one command: the route to it is the grant of its program, and its words go
/// through the same policy as all others.
final class SafeCommandTool extends NativeTool {
    private final SafeCommand command;
    private final Workspace workspace;
    private final CommandPolicy policy;
    private final CommandRunner runner;

    SafeCommandTool(
            SafeCommand command, Workspace workspace, CommandPolicy policy, CommandRunner runner) {
        super(command.descriptor(), command.effect());
        this.command = command;
        this.workspace = workspace;
        this.policy = policy;
        this.runner = runner;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var words = command.words().of(arguments);
        var directory = CommandExec.directory(workspace, ".");
        return switch (policy.decideFixed(words, directory)) {
            case Decision.Refuse(var reason) -> ToolPreview.ofProblem(reason);
            case Decision.Run(var program, var argv, _) ->
                    ToolPreview.ofCommand(program.toString(), argv, directory.toString());
        };
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        List<String> words = command.words().of(arguments);
        var directory = CommandExec.directory(workspace, ".");
        return switch (policy.decideFixed(words, directory)) {
            case Decision.Refuse(var reason) -> ToolOutcome.failed(reason);
            case Decision.Run run -> runner.run(call, run, directory, command.limit());
        };
    }
}

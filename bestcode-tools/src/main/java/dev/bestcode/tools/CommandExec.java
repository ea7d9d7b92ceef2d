package dev.bestcode.tools;

import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Starts one program with its arguments: no shell, a clean environment, nothing to read from, and
/// an end. Output and errors are one stream, in the order printed, as at a terminal.
///
/// What is not held here: the working directory is handed over by path, and a descendant that hides
/// from [ProcessTree] outlives the call. Process groups and the operating system's walls stand
/// around the program where the sandbox is raised.
final class CommandExec extends NativeTool {
    private static final int TIMEOUT_SECONDS_DEFAULT = 120;
    private static final int TIMEOUT_SECONDS_MAX = 600;

    /// After the end of all that was found, for the rest of the output to arrive.
    private static final long DRAIN_MILLIS = 2_000;

    /// What a child may see of the environment: where programs and homes are, never a key.
    private static final Set<String> ENVIRONMENT_NAMES =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "JAVA_HOME");

    private static final String MARK_NAME = "BESTCODE_CALL";

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "command-exec",
                    "Run one program; no shell: no pipes, redirections, variables or wildcards.",
                    """
                    {"type":"object","required":["command"],"additionalProperties":false,"properties":{
                     "command":{"type":"string","description":"program and arguments, quoted as in a shell"},
                     "timeout":{"type":"integer","description":"seconds, default 120, at most 600"},
                     "cwd":{"type":"string","description":"folder"}}}
                    """);

    private final Workspace workspace;
    private final CommandPolicy policy;
    private final Map<String, String> environment;
    private final Supplier<String> marks;

    /// @param environment of which the child sees the harmless names
    /// @param marks a text of `A-Z a-z 0-9 -` for each call, never one twice on a machine
    CommandExec(
            Workspace workspace,
            CommandPolicy policy,
            Map<String, String> environment,
            Supplier<String> marks) {
        super(DESCRIPTOR, Effect.OPAQUE);
        this.workspace = workspace;
        this.policy = policy;
        this.environment = new TreeMap<>(environment);
        this.environment.keySet().retainAll(ENVIRONMENT_NAMES);
        this.marks = marks;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var words = WordSplitter.split(arguments.text("command"));
        var directory = workingDirectory(arguments.optionalText("cwd").orElse("."));
        return switch (decision(call, words, directory)) {
            case CommandPolicy.Decision.Refuse(var reason) -> ToolPreview.ofProblem(reason);
            case CommandPolicy.Decision.Run(var program) ->
                    ToolPreview.ofCommand(program.toString(), words, directory.toString());
        };
    }

    private CommandPolicy.Decision decision(ToolCall call, List<String> words, Path directory) {
        return policy.decide(call.profile(), call.rights().commands(), words, directory);
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var words = WordSplitter.split(arguments.text("command"));
        int timeout = arguments.integer("timeout", TIMEOUT_SECONDS_DEFAULT, 1, TIMEOUT_SECONDS_MAX);
        var directory = workingDirectory(arguments.optionalText("cwd").orElse("."));
        return switch (decision(call, words, directory)) {
            case CommandPolicy.Decision.Refuse(var reason) -> ToolOutcome.failed(reason);
            case CommandPolicy.Decision.Run(var program) -> {
                List<String> argv = new ArrayList<>(words);
                argv.set(0, program.toString());
                yield run(argv, directory, timeout, call.progress());
            }
        };
    }

    private Path workingDirectory(String path) throws IOException, ToolFailedException {
        try (var place = workspace.find(path)) {
            if (place instanceof Place.Folder folder) {
                return folder.directory().path();
            }
            throw new ToolFailedException(
                    "cwd %s is not a folder of the workspace".formatted(Workspace.quoted(path)));
        }
    }

    private ToolOutcome run(
            List<String> argv, Path directory, int timeoutSeconds, Consumer<Progress> progress)
            throws InterruptedException, ToolFailedException {
        var mark = marks.get();
        var process = start(argv, directory, mark);
        var tree = new ProcessTree(process, MARK_NAME + "=" + mark);
        var output = new OutputCapture();
        var reader =
                Thread.ofVirtual()
                        .name("command-output")
                        .start(() -> read(process, output, progress));
        boolean ended;
        int killed;
        try {
            ended = process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
        } finally {
            killed = tree.kill();
        }
        reader.join(DRAIN_MILLIS);
        int exit = process.waitFor();
        var result = new CommandResult(ended, exit, timeoutSeconds, killed, !reader.isAlive());
        return result.toOutcome(output.text());
    }

    private Process start(List<String> argv, Path directory, String mark)
            throws ToolFailedException {
        var builder =
                new ProcessBuilder(argv)
                        .directory(directory.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(MARK_NAME, mark);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ToolFailedException("could not start: " + e.getMessage());
        }
    }

    private static void read(Process process, OutputCapture output, Consumer<Progress> progress) {
        try (var in = process.getInputStream()) {
            output.readAll(in, progress);
        } catch (IOException _) {
            // the stream is closed when the process is destroyed; what came before is kept
        }
    }
}

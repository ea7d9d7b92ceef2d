package dev.bestcode.tools;

import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.CommandPolicy.Decision;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Runs programs that a policy has let pass, inside the sandbox. Safe from any worker.
/// @param environment ours, of which a child sees the harmless names and those it is granted
/// @param notes keeps in mind which children there are
record CommandRunner(
        Sandbox sandbox, Map<String, String> environment, ChildNotes notes, OutputStore outputs) {
    /// What a child may see of the environment: where programs and homes are, never a key.
    private static final Set<String> ENVIRONMENT_NAMES =
            Set.of("PATH", "HOME", "LANG", "TMPDIR", "JAVA_HOME");

    /// After the end of all that was found, for the rest of the output to arrive.
    private static final Duration DRAIN = Duration.ofSeconds(2);

    CommandRunner {
        environment = Map.copyOf(environment);
    }

    Sandbox.Child start(ToolCall call, Decision.Run command, Path directory)
            throws ToolFailedException {
        try {
            var grants = call.rights().commandGrants();
            return start(command, directory, call.profile(), grants, false);
        } catch (SandboxException e) {
            throw new ToolFailedException(String.valueOf(e.getMessage()));
        }
    }

    /// @param fed whether it is written to and keeps its errors apart
    Sandbox.Child start(
            Decision.Run command, Path directory, String profile, CommandGrants grants, boolean fed)
            throws SandboxException {
        var variables = new TreeMap<>(environment);
        variables
                .keySet()
                .removeIf(
                        name -> !ENVIRONMENT_NAMES.contains(name) && !grants.env().contains(name));
        variables.putAll(command.environment());
        var request =
                new Sandbox.Request(
                        command.program(),
                        command.arguments(),
                        directory,
                        variables,
                        profile,
                        grants,
                        Sandbox.Limits.DEFAULT,
                        !fed,
                        fed);
        return new NotedChild(sandbox.start(request, notes::started), notes);
    }

    /// Run it to its end.
    /// @throws InterruptedException when the caller was stopped; everything has ended
    ToolOutcome run(ToolCall call, Decision.Run command, Path directory, Duration limit)
            throws IOException, InterruptedException, ToolFailedException {
        try (var file = outputs.open(call.run());
                var child = start(call, command, directory)) {
            var output = new OutputCapture(file);
            var reader =
                    Thread.ofVirtual()
                            .name("command-output")
                            .start(() -> read(child, output, call.progress()));
            var exit = child.await(limit);
            boolean complete = reader.join(DRAIN);
            return new CommandResult(exit, child.findings(), child.limitsReached(), complete)
                    .toOutcome(output.text());
        }
    }

    static void read(Sandbox.Child child, OutputCapture output, Consumer<Progress> progress) {
        try (var in = child.output()) {
            output.readAll(in, progress);
        } catch (IOException _) {
            // the stream is closed when the process is destroyed; what came before is kept
        }
    }
}

package dev.bestcode.tools;

import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a program ended.
/// @param findings what it did that was undone, a sentence each
/// @param reached limits that it ran into
/// @param complete whether all output arrived
record CommandResult(Exit exit, List<String> findings, Set<Limit> reached, boolean complete) {
    private static final Map<Integer, String> SIGNALS =
            Map.ofEntries(
                    Map.entry(1, "SIGHUP"),
                    Map.entry(2, "SIGINT"),
                    Map.entry(3, "SIGQUIT"),
                    Map.entry(4, "SIGILL"),
                    Map.entry(6, "SIGABRT"),
                    Map.entry(7, "SIGBUS"),
                    Map.entry(8, "SIGFPE"),
                    Map.entry(9, "SIGKILL"),
                    Map.entry(11, "SIGSEGV"),
                    Map.entry(13, "SIGPIPE"),
                    Map.entry(14, "SIGALRM"),
                    Map.entry(15, "SIGTERM"),
                    Map.entry(31, "SIGSYS"));

    CommandResult {
        findings = List.copyOf(findings);
        reached = Set.copyOf(reached);
    }

    /// @param output shown below the status line
    ToolOutcome toOutcome(String output) {
        var text = new StringBuilder(status()).append('\n');
        findings.forEach(finding -> text.append("undone: ").append(finding).append('\n'));
        text.append(output);
        if (output.isEmpty()) {
            text.append("[no output]\n");
        }
        if (!complete) {
            text.append("\n[output may be incomplete: something still holds it open]\n");
        }
        return exit.equals(new Exit.Exited(0))
                ? ToolOutcome.succeeded(text.toString())
                : ToolOutcome.failed(text.toString());
    }

    String status() {
        var status = new StringBuilder(ended());
        reached.stream().sorted().forEach(limit -> status.append("; ").append(sentence(limit)));
        return status.toString();
    }

    private static String sentence(Limit limit) {
        return switch (limit) {
            case MEMORY ->
                    "the memory limit of %d GiB was reached, and what took more was killed"
                            .formatted(Limits.DEFAULT.memoryBytes() >> 30);
            case PROCESSES ->
                    "the limit of %d processes and threads was reached, and no more were started"
                            .formatted(Limits.DEFAULT.processes());
        };
    }

    private String ended() {
        return switch (exit) {
            case Exit.Exited(var code) -> "exit code " + code;
            case Exit.Signalled(var signal) ->
                    "ended by signal %d (%s)"
                            .formatted(signal, SIGNALS.getOrDefault(signal, "no name"));
            case Exit.TimedOut(var limit) ->
                    "timed out after %d s: ended, with all that it had started; give a longer timeout or a smaller task"
                            .formatted(limit.toSeconds());
        };
    }
}

package dev.bestcode.tools;

import dev.bestcode.api.tool.ToolOutcome;

import java.util.Map;

/// How a program ended.
/// @param ended by itself, within its time
/// @param exit as the JVM reports it: the exit code, or 128 and the number of the signal that ended
/// it
/// @param killed processes that were still there and were ended with the call
/// @param complete whether all output arrived
record CommandResult(boolean ended, int exit, int timeoutSeconds, int killed, boolean complete) {
    /// The first exit value that the JVM uses for a signal, as shells do.
    private static final int SIGNAL_BASE = 128;

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
                    Map.entry(15, "SIGTERM"));

    /// @param output shown below the status line
    ToolOutcome toOutcome(String output) {
        var text = new StringBuilder(status()).append('\n').append(output);
        if (output.isEmpty()) {
            text.append("[no output]\n");
        }
        if (!complete) {
            text.append("\n[output may be incomplete: something still holds it open]\n");
        }
        return ended && exit == 0
                ? ToolOutcome.succeeded(text.toString())
                : ToolOutcome.failed(text.toString());
    }

    private String status() {
        if (!ended) {
            return "timed out after %d s: killed, %d processes in all; give a longer timeout or a smaller task"
                    .formatted(timeoutSeconds, killed);
        }
        var left = killed == 0 ? "" : "; %d processes left behind were killed".formatted(killed);
        var signal = SIGNALS.get(exit - SIGNAL_BASE);
        return signal == null
                ? "exit code " + exit + left
                : "ended by signal %d (%s), exit value %d%s"
                        .formatted(exit - SIGNAL_BASE, signal, exit, left);
    }
}

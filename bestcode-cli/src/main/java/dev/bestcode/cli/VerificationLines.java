package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.kernel.Verification;

import java.nio.file.Path;

/// Shows what a verification found, and the verdict last.
record VerificationLines(SafeLines lines) {
    /// @return exit status
    int show(Path directory, Verification found) {
        for (var finding : found.findings()) {
            lines.line(finding.toString(), finding.toJson());
        }
        lines.line(verdict(directory, found), json(directory, found));
        return found.isSound() ? ExitCode.OK : ExitCode.KERNEL;
    }

    private static String verdict(Path directory, Verification found) {
        return "%s: %s; %,d transactions, head %s"
                .formatted(
                        directory,
                        found.isSound() ? "sound" : "NOT SOUND",
                        found.transactions(),
                        found.head());
    }

    private static JsonObject json(Path directory, Verification found) {
        return JsonObject.builder()
                .put("kernel", directory.toString())
                .put("kernel_id", found.kernelId())
                .put("sound", found.isSound())
                .put("transactions", found.transactions())
                .put("head", found.head().toString())
                .build();
    }
}

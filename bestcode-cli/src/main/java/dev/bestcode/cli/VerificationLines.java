package dev.bestcode.cli;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KeptHead;
import dev.bestcode.kernel.Verification;
import dev.bestcode.kernel.WalInspector;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Verifies kernels and shows of each what was found, and the verdict last.
record VerificationLines(SafeLines lines) {
    /// @return exit status
    int verify(List<Path> directories, Optional<KeptHead> kept) {
        int exit = ExitCode.OK;
        for (var directory : directories) {
            var found = WalInspector.of(FileStorage.at(directory)).verify(kept);
            exit = Math.max(exit, show(directory, found));
        }
        return exit;
    }

    private int show(Path directory, Verification found) {
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

package dev.bestcode.kernel;

import java.util.List;

/// What a look at all of a kernel's files found.
/// @param kernelId the same for all files of one kernel
/// @param head of the log, as far as it can be read
/// @param transactions that were read whole
public record Verification(
        String kernelId, LogHead head, long transactions, List<Finding> findings) {
    public Verification {
        findings = List.copyOf(findings);
    }

    /// Whether nothing is lost or changed.
    public boolean isSound() {
        return findings.stream().noneMatch(finding -> finding.kind().isBad());
    }
}

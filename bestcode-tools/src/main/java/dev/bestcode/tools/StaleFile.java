package dev.bestcode.tools;

import java.util.Optional;

/// Refuses to write over what somebody else has changed since it was read, and says what changed.
final class StaleFile {
    /// Of the difference; the file can be read again.
    private static final int DIFF_CODE_POINTS_MAX = 4_000;

    private StaleFile() {}

    /// @param now the state on disk
    static void refuse(Place.File file, ReadLedger.Seen seen, ReadLedger.Seen now)
            throws ToolFailedException {
        if (seen.sameAs(now)) {
            return;
        }
        throw new ToolFailedException(
                "%s changed since you read it; read it again%s"
                        .formatted(
                                Workspace.quoted(file.path()),
                                difference(file, seen, now)
                                        .map(diff -> ". What changed:\n" + diff)
                                        .orElse("")));
    }

    private static Optional<String> difference(
            Place.File file, ReadLedger.Seen seen, ReadLedger.Seen now) {
        return seen.content()
                .flatMap(TextFile::parse)
                .flatMap(
                        before ->
                                now.content()
                                        .flatMap(TextFile::parse)
                                        .map(
                                                after ->
                                                        Truncation.line(
                                                                UnifiedDiff.of(
                                                                        file.path(),
                                                                        before.text(),
                                                                        after.text()),
                                                                DIFF_CODE_POINTS_MAX)));
    }
}

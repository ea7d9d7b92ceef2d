package dev.bestcode.cli;

import java.nio.file.Path;
import java.util.List;

/// The project's own files want more than the user has allowed them.
final class UntrustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Enough to see what it is about; 'bestcode trust' shows all.
    private static final int SHOWN_MAX = 10;

    UntrustedException(Path workspace, List<String> gained) {
        super(
                "%s: its own files would allow more than you have, and you have not trusted them, or they changed since:%n%s%nLook with 'bestcode audit', then say 'bestcode trust --workspace %s', or name an organism outside the workspace with --organism"
                        .formatted(workspace, shown(gained), workspace));
    }

    private static String shown(List<String> gained) {
        var text = new StringBuilder();
        gained.stream()
                .limit(SHOWN_MAX)
                .forEach(line -> text.append("  + ").append(line).append('\n'));
        if (gained.size() > SHOWN_MAX) {
            text.append("  … and %d more".formatted(gained.size() - SHOWN_MAX));
        }
        return text.toString().stripTrailing();
    }
}

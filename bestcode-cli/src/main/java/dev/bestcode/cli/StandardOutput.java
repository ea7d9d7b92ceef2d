package dev.bestcode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where standard output goes.
final class StandardOutput {
    private static final Path DESCRIPTOR = Path.of("/dev/fd/1");

    /// Of a file's mode, what kind of file it is, and the kind that a terminal is (POSIX,
    /// `sys/stat.h`).
    private static final int KIND = 0170000;

    private static final int CHARACTER_DEVICE = 0020000;

    private StandardOutput() {}

    /// Whether a person may see it: what cannot be told to be a file or a pipe counts. A console
    /// says whether input and output both are a terminal's, which is another question.
    static boolean isTerminal() {
        return isTerminal(DESCRIPTOR);
    }

    static boolean isTerminal(Path file) {
        try {
            return Files.getAttribute(file, "unix:mode") instanceof Integer mode
                    ? (mode & KIND) == CHARACTER_DEVICE
                    : true;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return true;
        }
    }
}

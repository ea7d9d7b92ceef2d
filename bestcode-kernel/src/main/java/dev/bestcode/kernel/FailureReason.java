package dev.bestcode.kernel;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Why something failed, in words for a person: of the platform's own exceptions the message is
/// often a path and nothing else.
final class FailureReason {
    private FailureReason() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException gone -> "there is no " + gone.getFile();
            case AccessDeniedException denied ->
                    "this process may not read or write " + denied.getFile();
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case IOException other when other.getClass() == IOException.class ->
                    String.valueOf(other.getMessage());
            default -> failure.toString();
        };
    }
}

package dev.bestcode.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, as a sentence: the platform's own exceptions often say its path and
/// nothing else.
final class IoSentence {
    private IoSentence() {}

    static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException gone ->
                    "there is no %s; check its spelling, and the current directory"
                            .formatted(gone.getFile());
            case AccessDeniedException denied ->
                    "you may not read or write %s; check who owns it, and its mode"
                            .formatted(denied.getFile());
            case FileAlreadyExistsException there ->
                    "%s is there already; name another, or remove it".formatted(there.getFile());
            case NotDirectoryException file ->
                    "%s is no directory; name one".formatted(file.getFile());
            case FileSystemException other
                    when other.getReason() != null && other.getFile() != null ->
                    "%s: %s".formatted(other.getFile(), other.getReason());
            default ->
                    e.getMessage() == null
                            ? "reading or writing failed: " + e.getClass().getSimpleName()
                            : e.getMessage();
        };
    }

    static String of(UncheckedIOException e) {
        var cause = e.getCause();
        var message = String.valueOf(e.getMessage());
        return cause != null && message.equals(cause.toString()) ? of(cause) : message;
    }

    /// Whether it is about a file that the person has named, or should have made.
    static boolean isAboutAName(IOException e) {
        return e instanceof NoSuchFileException
                || e instanceof AccessDeniedException
                || e instanceof FileAlreadyExistsException
                || e instanceof NotDirectoryException;
    }
}

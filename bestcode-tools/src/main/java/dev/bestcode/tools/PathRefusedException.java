package dev.bestcode.tools;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// A path that the jail does not open, with the kind of reason for whoever reads no sentences.
final class PathRefusedException extends ToolFailedException {
    private static final long serialVersionUID = 1L;

    enum Why {
        /// It leads outside, to a special file, or where nothing may be written.
        FORBIDDEN,
        ABSENT,
        FILE_ON_THE_WAY,
        TOO_MANY_LINKS
    }

    private final Why why;
    private final String path;

    PathRefusedException(Why why, String path, String message) {
        super(message);
        this.why = why;
        this.path = path;
    }

    /// The same, as [java.nio.file] says it.
    FileSystemException asFileSystemException() {
        return switch (why) {
            case FORBIDDEN -> new AccessDeniedException(path, null, getMessage());
            case ABSENT -> new NoSuchFileException(path, null, getMessage());
            case FILE_ON_THE_WAY -> new NotDirectoryException(path);
            case TOO_MANY_LINKS -> new FileSystemLoopException(path);
        };
    }
}

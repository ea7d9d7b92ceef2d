package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What a failed system call says, as the exception that the JDK would throw.
/// @see "Linux, include/uapi/asm-generic/errno-base.h"
final class SystemError {
    static final int NOT_PERMITTED = 1;
    static final int NO_ENTRY = 2;
    static final int INTERRUPTED = 4;
    static final int AGAIN = 11;
    static final int NO_SYSTEM_CALL = 38;

    private SystemError() {}

    static IOException of(int number, String file) {
        return switch (number) {
            case NO_ENTRY -> new NoSuchFileException(file);
            case NOT_PERMITTED, 13 -> new AccessDeniedException(file);
            case 17 -> new FileAlreadyExistsException(file);
            case 20 -> new NotDirectoryException(file);
            case 5 -> failed(file, "the device reports an input/output error");
            case 6, AGAIN -> failed(file, "it is a special file, which no tool opens");
            case 18 -> failed(file, "it lies on another device");
            case 21 -> failed(file, "it is a directory");
            case 24 -> failed(file, "too many files are open; try again later");
            case 28 -> failed(file, "no space is left on the device");
            case 30 -> failed(file, "the file system is read-only");
            case 36 -> failed(file, "the name is too long");
            case 39 -> new DirectoryNotEmptyException(file);
            case 40 -> failed(file, "it is a link, or was replaced by one meanwhile");
            case 122 -> failed(file, "the disk quota is used up");
            default -> failed(file, "system error " + number);
        };
    }

    private static FileSystemException failed(String file, String reason) {
        return new FileSystemException(file, null, reason);
    }
}

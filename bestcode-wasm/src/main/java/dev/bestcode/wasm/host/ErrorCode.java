package dev.bestcode.wasm.host;

import dev.bestcode.wasm.abi.Val;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// `error-code` of `wasi:filesystem/types`, in its order.
enum ErrorCode {
    ACCESS,
    WOULD_BLOCK,
    ALREADY,
    BAD_DESCRIPTOR,
    BUSY,
    DEADLOCK,
    QUOTA,
    EXIST,
    FILE_TOO_LARGE,
    ILLEGAL_BYTE_SEQUENCE,
    IN_PROGRESS,
    INTERRUPTED,
    INVALID,
    IO,
    IS_DIRECTORY,
    LOOP,
    TOO_MANY_LINKS,
    MESSAGE_SIZE,
    NAME_TOO_LONG,
    NO_DEVICE,
    NO_ENTRY,
    NO_LOCK,
    INSUFFICIENT_MEMORY,
    INSUFFICIENT_SPACE,
    NOT_DIRECTORY,
    NOT_EMPTY,
    NOT_RECOVERABLE,
    UNSUPPORTED,
    NO_TTY,
    NO_SUCH_DEVICE,
    OVERFLOW,
    NOT_PERMITTED,
    PIPE,
    READ_ONLY,
    INVALID_SEEK,
    TEXT_FILE_BUSY,
    CROSS_DEVICE;

    private static final List<ErrorCode> ORDER = List.of(values());

    /// As WIT.
    static final String TYPE =
            ORDER.stream().map(ErrorCode::label).collect(Collectors.joining(", ", "enum{", "}"));

    /// A failure that has no exception of its own in [java.nio.file].
    static final class Failed extends IOException {
        private static final long serialVersionUID = 1L;

        private final ErrorCode code;

        Failed(ErrorCode code) {
            super(code.label());
            this.code = code;
        }
    }

    static ErrorCode of(IOException e) {
        return switch (e) {
            case Failed failed -> failed.code;
            case NoSuchFileException _ -> NO_ENTRY;
            case FileAlreadyExistsException _ -> EXIST;
            case NotDirectoryException _ -> NOT_DIRECTORY;
            case DirectoryNotEmptyException _ -> NOT_EMPTY;
            case FileSystemLoopException _ -> LOOP;
            case AccessDeniedException _ -> ACCESS;
            default -> IO;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Val val() {
        return Val.Case.of(ORDER.indexOf(this));
    }
}

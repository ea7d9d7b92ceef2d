package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// Reads a file whole, within a limit, and replaces it in one step.
final class FileContent {
    /// What is held in memory of one file at once, as large as a message may be.
    static final int WHOLE_BYTES_MAX = 16 * 1024 * 1024;

    /// A NUL in so many first bytes makes a file binary, as git and grep decide it.
    static final int BINARY_PROBE_BYTES = 8 * 1024;

    /// Left-overs of crashed writes may hold as many names before writing gives up.
    private static final int TEMPORARY_NAMES = 1_000;

    private FileContent() {}

    static boolean isBinary(byte[] head) {
        for (int i = 0; i < Math.min(head.length, BINARY_PROBE_BYTES); i++) {
            if (head[i] == 0) {
                return true;
            }
        }
        return false;
    }

    static InputStream stream(Place.File file) throws IOException {
        return Channels.newInputStream(file.parent().read(file.name()));
    }

    /// The bytes of a file of [#WHOLE_BYTES_MAX] at most; empty when it is larger.
    static Optional<byte[]> whole(Place.File file) throws IOException {
        if (file.attributes().size() > WHOLE_BYTES_MAX) {
            return Optional.empty();
        }
        try (var in = stream(file)) {
            var bytes = in.readNBytes(WHOLE_BYTES_MAX + 1); // it may grow while it is read
            return bytes.length > WHOLE_BYTES_MAX ? Optional.empty() : Optional.of(bytes);
        }
    }

    /// Create a file: whole or not at all, and durable on return.
    static void create(Place.Missing place, byte[] content) throws IOException {
        publish(place.parent(), place.name(), content, Optional.empty());
    }

    /// Replace a file, keeping its mode: a reader sees the old or the new content, and a crash
    /// leaves one of them. Durable on return.
    /// @throws ToolFailedException when it is read-only, or changed since the place was found
    static void replace(Place.File file, byte[] content) throws IOException, ToolFailedException {
        var now = file.parent().attributes(file.name());
        if (now.isEmpty()
                || !ReadLedger.Seen.of(now.get(), Optional.empty())
                        .equals(ReadLedger.Seen.of(file.attributes(), Optional.empty()))) {
            throw new ToolFailedException(
                    "%s changed during the call; read it again"
                            .formatted(Workspace.quoted(file.path())));
        }
        refuseReadOnly(file);
        publish(file.parent(), file.name(), content, Optional.of(file));
    }

    /// A rename asks only the directory's mode, and root is never asked, so the file's own mode has
    /// to be looked at.
    private static void refuseReadOnly(Place.File file) throws IOException, ToolFailedException {
        var mode = file.parent().posixAttributes(file.name()).permissions();
        if (!mode.contains(PosixFilePermission.OWNER_WRITE)) {
            throw new ToolFailedException(
                    "%s is read-only (mode %s) and was left as it is; write to another file, or ask for this one to be made writable"
                            .formatted(
                                    Workspace.quoted(file.path()),
                                    PosixFilePermissions.toString(mode)));
        }
    }

    private static void publish(
            Directory directory, Path name, byte[] content, Optional<Place.File> like)
            throws IOException {
        var temporary = writeTemporary(directory, content);
        try {
            if (like.isPresent()) {
                directory.setPosixAttributes(temporary, directory.posixAttributes(name));
            }
            directory.replace(temporary, name);
        } catch (IOException | RuntimeException e) {
            directory.delete(temporary);
            throw e;
        }
        directory.force();
    }

    private static Path writeTemporary(Directory directory, byte[] content) throws IOException {
        for (int n = 0; n < TEMPORARY_NAMES; n++) {
            var name = Path.of(".bestcode-write-" + n + ".tmp");
            try (var channel = directory.create(name)) {
                writeAndForce(channel, content, directory, name);
                return name;
            } catch (FileAlreadyExistsException _) {
                // another process is about to rename it, or died before it did
            }
        }
        throw new FileSystemException(
                directory.path().toString(), null, "full of .bestcode-write-*.tmp; remove them");
    }

    private static void writeAndForce(
            FileChannel channel, byte[] content, Directory directory, Path name)
            throws IOException {
        try {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } catch (IOException e) {
            directory.delete(name);
            throw e;
        }
    }

    /// Remember the state that a write left, so that the next one need not read it again.
    static void recordWritten(
            Workspace workspace, Directory parent, Path name, String path, byte[] content)
            throws IOException {
        var attributes = parent.attributes(name);
        if (attributes.isPresent()) {
            var hash = Optional.of(Sha256.of(content));
            workspace.reads().record(path, ReadLedger.Seen.of(attributes.get(), hash));
        }
    }
}

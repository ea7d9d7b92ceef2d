package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.util.Arrays;
import java.util.Optional;

/// Reads a file whole, within a limit, and replaces it in one step.
final class FileContent {
    /// What is held in memory of one file at once, as large as a message may be.
    static final int WHOLE_BYTES_MAX = 16 * 1024 * 1024;

    /// A NUL in so many first bytes makes a file binary, as git and grep decide it.
    static final int BINARY_PROBE_BYTES = 8 * 1024;

    private static final int OWNER_WRITE = 0200;

    private FileContent() {}

    static boolean isBinary(byte[] head, int length) {
        for (int i = 0; i < Math.min(length, BINARY_PROBE_BYTES); i++) {
            if (head[i] == 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isBinary(byte[] head) {
        return isBinary(head, head.length);
    }

    static InputStream stream(Place.File file) throws IOException {
        return file.open().stream();
    }

    /// The bytes of a file of [#WHOLE_BYTES_MAX] at most; empty when it is larger.
    static Optional<byte[]> whole(Place.File file) throws IOException {
        if (file.attributes().sizeBytes() > WHOLE_BYTES_MAX) {
            return Optional.empty();
        }
        try (var open = file.open()) {
            // One more than there should be: it may grow while it is read.
            var bytes =
                    new byte[(int) Math.min(WHOLE_BYTES_MAX, file.attributes().sizeBytes()) + 1];
            int length = Math.max(0, open.read(bytes, 0, bytes.length));
            if (length < bytes.length) {
                return Optional.of(Arrays.copyOf(bytes, length));
            }
            var rest = open.stream().readNBytes(WHOLE_BYTES_MAX + 1 - length);
            var all = Arrays.copyOf(bytes, length + rest.length);
            System.arraycopy(rest, 0, all, length, rest.length);
            return all.length > WHOLE_BYTES_MAX ? Optional.empty() : Optional.of(all);
        }
    }

    /// Of a file of any size, streamed.
    static Sha256 hash(Place.File file) throws IOException {
        try (var in = new DigestInputStream(stream(file), Sha256.newDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Sha256.ofDigest(in.getMessageDigest().digest());
        }
    }

    /// Create a file: whole or not at all, and durable on return.
    static void create(Place.Missing place, byte[] content) throws IOException {
        publish(place.parent(), place.name(), content, false);
    }

    /// Replace a file, keeping its mode: a reader sees the old or the new content, and a crash
    /// leaves one of them. Durable on return.
    /// @throws ToolFailedException when it is read-only, or changed since the place was found
    static void replace(Place.File file, byte[] content) throws IOException, ToolFailedException {
        var now = file.parent().attributes(file.name());
        if (now.isEmpty() || !now.get().equals(file.attributes())) {
            throw new ToolFailedException(
                    "%s changed during the call; read it again"
                            .formatted(Workspace.quoted(file.path())));
        }
        refuseReadOnly(file);
        publish(file.parent(), file.name(), content, true);
    }

    /// A rename asks only the directory's mode, and root is never asked, so the file's own mode has
    /// to be looked at.
    static void refuseReadOnly(Place.File file) throws IOException, ToolFailedException {
        int mode = file.parent().mode(file.name());
        if ((mode & OWNER_WRITE) == 0) {
            throw new ToolFailedException(
                    "%s is read-only (mode %04o) and was left as it is; write to another file, or ask for this one to be made writable"
                            .formatted(Workspace.quoted(file.path()), mode));
        }
    }

    private static void publish(Directory directory, String name, byte[] content, boolean replaces)
            throws IOException {
        try (var temporary = TemporaryFile.in(directory)) {
            temporary.fill(content, replaces ? Optional.of(name) : Optional.empty());
            temporary.moveTo(name);
        }
        directory.force();
    }

    /// Remember the state that a write left, so that the next one need not read it again.
    static void recordWritten(
            ReadLedger.OfRun reads, Directory parent, String name, String path, byte[] content)
            throws IOException {
        var attributes = parent.attributes(name);
        if (attributes.isPresent()) {
            reads.record(path, ReadLedger.Seen.of(attributes.get(), content));
        }
    }
}

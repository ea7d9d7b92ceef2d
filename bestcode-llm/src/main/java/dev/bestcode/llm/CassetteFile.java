package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A cassette under way: each entry is written over the end of the file, and the end behind it, so
/// what a killed process leaves can be read. Entries are in the order in which answers came.
final class CassetteFile {
    /// Thousands of answers; a cassette is read as a whole.
    static final int BYTES_MAX = 64 << 20;

    private static final byte[] END = "\n]}\n".getBytes(StandardCharsets.UTF_8);

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private long end;
    private boolean empty = true;

    private CassetteFile(Path path, long end) {
        this.path = path;
        this.end = end;
    }

    /// @param head the members before the entries
    static CassetteFile create(Path path, JsonObject.Builder head) {
        var text = Json.text(head.put("entries", JsonArray.EMPTY).build());
        var opening = text.substring(0, text.length() - "]}".length());
        var bytes = opening.getBytes(StandardCharsets.UTF_8);
        try (var channel = FileChannel.open(path, NEW, ownerOnly(path))) {
            write(channel, bytes, 0);
            write(channel, END, bytes.length);
        } catch (FileAlreadyExistsException e) {
            throw new IllegalArgumentException(
                    "%s is there already; name another file to record into, or remove it"
                            .formatted(path));
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be recorded into".formatted(path), e);
        }
        return new CassetteFile(path, bytes.length);
    }

    void append(JsonObject entry) throws IOException {
        lock.lock();
        try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            var text = (empty ? "\n" : ",\n") + Json.text(entry);
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            if (end + bytes.length + END.length > BYTES_MAX) {
                throw new IOException("it would be larger than %,d bytes".formatted(BYTES_MAX));
            }
            var both = ByteBuffer.allocate(bytes.length + END.length).put(bytes).put(END);
            write(channel, both.array(), end);
            end += bytes.length;
            empty = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}

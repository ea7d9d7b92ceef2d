package dev.bestcode.wasm;

import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.tool.Workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// A folder without a jail: what is tested over it is the host, and the jail is tested where it is.
public record PlainFolder(Path root, boolean readOnly, AtomicInteger open) implements Workspace {
    public static PlainFolder of(Folder folder) {
        return new PlainFolder(folder.host(), folder.readOnly(), new AtomicInteger());
    }

    private Path path(String path) {
        return root.resolve(path);
    }

    private Path written(String path) throws IOException {
        if (readOnly) {
            throw new AccessDeniedException(path);
        }
        return path(path);
    }

    private static Status status(BasicFileAttributes found) {
        var kind =
                found.isRegularFile()
                        ? Kind.FILE
                        : found.isDirectory()
                                ? Kind.DIRECTORY
                                : found.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        return new Status(
                kind, found.size(), found.lastModifiedTime().toInstant(), found.fileKey());
    }

    @Override
    public Status status(String path, LinkOption... links) throws IOException {
        return status(Files.readAttributes(path(path), BasicFileAttributes.class, links));
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options) throws IOException {
        var file = options.contains(StandardOpenOption.WRITE) ? written(path) : path(path);
        var opened = new PlainFile(FileChannel.open(file, options), file, open);
        open.incrementAndGet();
        return opened;
    }

    @Override
    public List<Named> list(String path) throws IOException {
        try (var all = Files.list(path(path))) {
            return all.map(file -> new Named(file.getFileName().toString(), kind(file)))
                    .sorted(Comparator.comparing(Named::name))
                    .toList();
        }
    }

    private static Kind kind(Path file) {
        return Files.isDirectory(file) ? Kind.DIRECTORY : Kind.FILE;
    }

    @Override
    public String link(String path) throws IOException {
        return Files.readSymbolicLink(path(path)).toString();
    }

    @Override
    public void createDirectory(String path) throws IOException {
        Files.createDirectory(written(path));
    }

    @Override
    public void deleteDirectory(String path) throws IOException {
        Files.delete(written(path));
    }

    @Override
    public void deleteFile(String path) throws IOException {
        Files.delete(written(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(written(from), path(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private record PlainFile(FileChannel channel, Path file, AtomicInteger open)
            implements OpenFile {
        @Override
        public Status status() throws IOException {
            return PlainFolder.status(Files.readAttributes(file, BasicFileAttributes.class));
        }

        @Override
        public int read(long position, byte[] into) throws IOException {
            return channel.read(ByteBuffer.wrap(into), position);
        }

        @Override
        public void write(long position, byte[] bytes) throws IOException {
            channel.write(ByteBuffer.wrap(bytes), position);
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            write(channel.size(), bytes);
        }

        @Override
        public void resize(long bytes) throws IOException {
            channel.truncate(bytes);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            open.decrementAndGet();
            channel.close();
        }
    }
}

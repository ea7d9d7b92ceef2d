package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// A directory of the file system, readable by its owner alone.
public final class FileStorage implements KernelStorage {
    private static final String LOCK_FILE = "LOCK";

    private final Path directory;
    private volatile Optional<DirectoryLock> owned = Optional.empty();

    private FileStorage(Path directory) {
        this.directory = directory;
    }

    /// The directory is made when it is first needed.
    public static FileStorage at(Path directory) {
        return new FileStorage(directory.toAbsolutePath().normalize());
    }

    /// Storage on the heap: as lasting as the object, for tests and embedders who want no files.
    public static KernelStorage inMemory() {
        return new MemoryStorage();
    }

    /// Say who owns a directory now, without becoming the owner or standing in the way of one.
    /// Needs no right to write there.
    /// @return the owner's own words, such as `process 7, started 2026-01-01T00:00:00Z`; empty when
    ///     there is none
    public static Optional<String> holder(Path directory) throws IOException {
        return DirectoryLock.holder(at(directory).directory.resolve(LOCK_FILE));
    }

    @Override
    public String name() {
        return directory.toString();
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        var file = resolve(path);
        if (create) {
            requireInPlace();
            OwnerOnly.createDirectories(file.getParent());
        }
        return DiskFile.open(file, create);
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return DiskReader.open(resolve(path));
    }

    /// Not `Files.exists`, which calls a file absent that it could not look for.
    @Override
    public boolean exists(String path) throws IOException {
        try {
            Files.readAttributes(resolve(path), BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public List<String> list(String path) throws IOException {
        try (var files = Files.list(resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        requireInPlace();
        Files.move(resolve(from), resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        requireInPlace();
        Files.delete(resolve(path));
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        forceDirectory(resolve(path));
    }

    static void forceDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public AutoCloseable lock() throws IOException {
        OwnerOnly.createDirectories(directory);
        var lock = DirectoryLock.take(directory.resolve(LOCK_FILE));
        owned = Optional.of(lock);
        return lock;
    }

    /// Files that are open go with a directory that is moved; names would lead to what has taken
    /// its place, which may be somebody else's.
    private void requireInPlace() throws IOException {
        var lock = owned;
        if (lock.isPresent() && lock.get().hasLost(directory.resolve(LOCK_FILE))) {
            throw new IOException(
                    "%s was moved or replaced while it was in use; put it back"
                            .formatted(directory));
        }
    }

    private Path resolve(String path) {
        var resolved = directory.resolve(path).normalize();
        if (!resolved.startsWith(directory)) {
            throw new IllegalArgumentException(
                    "'" + path + "' leaves " + directory + "; allowed: paths below it");
        }
        if (resolved.equals(directory.resolve(LOCK_FILE))) { // closing it would lose the lock
            throw new IllegalArgumentException(
                    "'" + path + "' is the lock's own file; ask who holds it instead");
        }
        return resolved;
    }
}

package dev.bestcode.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Optional;

/// A directory known by its real path, for platforms whose JDK has no directory handles.
/// Each operation first looks whether the path is still real. Between that look and the operation
/// someone who may write into the workspace can put a link in the way; with handles nobody can.
record PathDirectory(Path root, Path path) implements Directory {
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    private Path entry(Path name) throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new NoSuchFileException(path.toString(), null, "replaced by a link meanwhile");
        }
        return path.resolve(name);
    }

    @Override
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(entry(name), BasicFileAttributes.class, NOFOLLOW));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public PosixFileAttributes posixAttributes(Path name) throws IOException {
        return Files.readAttributes(entry(name), PosixFileAttributes.class, NOFOLLOW);
    }

    @Override
    public Directory directory(Path name) throws IOException {
        return new PathDirectory(root, entry(name).toRealPath(NOFOLLOW));
    }

    @Override
    public FileChannel read(Path name) throws IOException {
        return FileChannel.open(entry(name), StandardOpenOption.READ, NOFOLLOW);
    }

    @Override
    public FileChannel create(Path name) throws IOException {
        return FileChannel.open(
                entry(name), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, NOFOLLOW);
    }

    @Override
    public void createDirectory(Path name) throws IOException {
        Files.createDirectory(entry(name));
    }

    @Override
    public void setPosixAttributes(Path name, PosixFileAttributes like) throws IOException {
        var file = entry(name);
        if (Files.isSymbolicLink(file)) { // through which the JDK's view would set the mode
            throw new FileSystemException(file.toString(), null, "replaced by a link meanwhile");
        }
        Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW)
                .setPermissions(like.permissions());
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(entry(from), entry(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path name) throws IOException {
        Files.delete(entry(name));
    }

    @Override
    public void force() throws IOException {
        try (var self = FileChannel.open(path, StandardOpenOption.READ)) {
            self.force(true);
        }
    }

    @Override
    public List<Path> names() throws IOException {
        try (var entries = Files.list(entry(Path.of("")))) {
            return entries.map(Path::getFileName).sorted().toList();
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}

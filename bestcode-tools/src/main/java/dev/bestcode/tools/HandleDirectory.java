package dev.bestcode.tools;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A directory held by its handle: `openat`, `fstatat` and `renameat` beneath it.
/// Two things the JDK's handle cannot do. It has no `mkdirat`: a directory is made in the root and
/// renamed to its place, which the handles pin. It cannot open without waiting: a file that is
/// replaced by a FIFO between the look and the open makes that one call wait for a writer.
record HandleDirectory(Path root, Path path, SecureDirectoryStream<Path> stream)
        implements Directory {
    private static final Path SELF = Path.of(".");
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    /// Left-overs of crashed processes may hold as many names before creating gives up.
    private static final int SPARE_NAMES = 1_000;

    @Override
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        try {
            var view = stream.getFileAttributeView(name, BasicFileAttributeView.class, NOFOLLOW);
            return Optional.of(view.readAttributes());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public PosixFileAttributes posixAttributes(Path name) throws IOException {
        return posix(name).readAttributes();
    }

    private PosixFileAttributeView posix(Path name) {
        return stream.getFileAttributeView(name, PosixFileAttributeView.class, NOFOLLOW);
    }

    @Override
    public Directory directory(Path name) throws IOException {
        var below = stream.newDirectoryStream(name, NOFOLLOW);
        return new HandleDirectory(root, path.resolve(name), below);
    }

    @Override
    public FileChannel read(Path name) throws IOException {
        return channel(name, Set.of(StandardOpenOption.READ, NOFOLLOW));
    }

    @Override
    public FileChannel create(Path name) throws IOException {
        return channel(
                name, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, NOFOLLOW));
    }

    private FileChannel channel(Path name, Set<OpenOption> options) throws IOException {
        Channel channel = stream.newByteChannel(name, options);
        return (FileChannel) channel; // what the JDK's Unix provider always opens
    }

    @Override
    public void createDirectory(Path name) throws IOException {
        var made = createSpareDirectory();
        try (var entries = Files.newDirectoryStream(root)) {
            var rootHandle = (SecureDirectoryStream<Path>) entries;
            try {
                rootHandle.move(made, stream, name);
            } catch (IOException e) {
                rootHandle.deleteDirectory(made);
                throw e;
            }
        }
    }

    private Path createSpareDirectory() throws IOException {
        for (int n = 0; n < SPARE_NAMES; n++) {
            var name = Path.of(".bestcode-directory-" + n + ".tmp");
            try {
                Files.createDirectory(root.resolve(name));
                return name;
            } catch (FileAlreadyExistsException _) {
                // another process is about to rename it, or died before it did
            }
        }
        throw new FileSystemException(
                root.toString(), null, "full of .bestcode-directory-*.tmp; remove them");
    }

    @Override
    public void setPosixAttributes(Path name, PosixFileAttributes like) throws IOException {
        var view = posix(name);
        var now = view.readAttributes();
        if (!now.owner().equals(like.owner()) || !now.group().equals(like.group())) {
            try {
                view.setGroup(like.group());
                view.setOwner(like.owner());
            } catch (FileSystemException _) {
                // only root may give a file away; the content still goes where it was asked to
            }
        }
        view.setPermissions(like.permissions());
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        stream.move(from, stream, to);
    }

    @Override
    public void delete(Path name) throws IOException {
        stream.deleteFile(name);
    }

    @Override
    public void force() throws IOException {
        try (var self = read(SELF)) {
            self.force(true);
        }
    }

    @Override
    public List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            stream.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(null);
        return names;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

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
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A directory held by the JDK's handle: `openat`, `fstatat` and `renameat` beneath it.
/// Used where [LinuxDirectory] cannot be: another architecture, or native access not allowed. Two
/// things the JDK's handle cannot do. It has no `mkdirat`: a directory is made in the root and
/// renamed to its place, which the handles pin. It cannot open without waiting: a file that is
/// replaced by a FIFO between the look and the open makes that one call wait for a writer.
record HandleDirectory(Path root, Path path, SecureDirectoryStream<Path> stream, Object device)
        implements Directory {
    private static final String SELF = ".";
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    /// Left-overs of crashed processes may hold as many names before creating gives up.
    private static final int SPARE_NAMES = 1_000;

    static HandleDirectory open(Path root, SecureDirectoryStream<Path> stream) throws IOException {
        var own = stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes();
        return new HandleDirectory(root, root, stream, Attributes.of(own).device());
    }

    @Override
    public Attributes attributes() throws IOException {
        return Attributes.of(
                stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes());
    }

    @Override
    public Optional<Attributes> attributes(String name) throws IOException {
        try {
            var view =
                    stream.getFileAttributeView(
                            PathDirectory.name(name), BasicFileAttributeView.class, NOFOLLOW);
            var found = Attributes.of(view.readAttributes());
            return Optional.of(
                    found.isLink() || found.device().equals(device)
                            ? found
                            : new Attributes(
                                    Attributes.Kind.SPECIAL,
                                    found.sizeBytes(),
                                    found.modified(),
                                    found.key(),
                                    found.device()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public int mode(String name) throws IOException {
        return PathDirectory.mode(posix(name).readAttributes().permissions());
    }

    private PosixFileAttributeView posix(String name) throws IOException {
        return stream.getFileAttributeView(
                PathDirectory.name(name), PosixFileAttributeView.class, NOFOLLOW);
    }

    @Override
    public Directory directory(String name) throws IOException {
        return below(path.resolve(name), name);
    }

    @Override
    public Directory again() throws IOException {
        return below(path, SELF);
    }

    private Directory below(Path at, String name) throws IOException {
        var below = stream.newDirectoryStream(PathDirectory.name(name), NOFOLLOW);
        return new HandleDirectory(root, at, below, device);
    }

    /// By path: a text to walk by the same rules, wherever it was read.
    @Override
    public String link(String name) throws IOException {
        return Files.readSymbolicLink(path.resolve(PathDirectory.name(name))).toString();
    }

    @Override
    public OpenFile read(String name) throws IOException {
        return file(name, Set.of(StandardOpenOption.READ, NOFOLLOW));
    }

    @Override
    public OpenFile create(String name) throws IOException {
        return file(
                name,
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        NOFOLLOW));
    }

    /// Its names are counted by path, so a swap meanwhile is not noticed.
    @Override
    public OpenFile update(String name) throws IOException {
        PathDirectory.refuseFurtherNames(path.resolve(PathDirectory.name(name)));
        return file(name, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW));
    }

    private OpenFile file(String name, Set<OpenOption> options) throws IOException {
        var channel = channel(name, options);
        return new ChannelFile(
                channel,
                attributes(name).orElseThrow(() -> new NoSuchFileException(path + "/" + name)));
    }

    private FileChannel channel(String name, Set<OpenOption> options) throws IOException {
        Channel channel = stream.newByteChannel(PathDirectory.name(name), options);
        return (FileChannel) channel; // what the JDK's Unix provider always opens
    }

    @Override
    public void createDirectory(String name) throws IOException {
        var made = createSpareDirectory();
        try (var entries = Files.newDirectoryStream(root)) {
            var rootHandle = (SecureDirectoryStream<Path>) entries;
            try {
                rootHandle.move(made, stream, PathDirectory.name(name));
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
    public void copyModeAndOwner(String from, String to) throws IOException {
        var like = posix(from).readAttributes();
        var view = posix(to);
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
    public void replace(String from, String to) throws IOException {
        stream.move(PathDirectory.name(from), stream, PathDirectory.name(to));
    }

    @Override
    public void move(String from, Directory into, String to) throws IOException {
        stream.move(
                PathDirectory.name(from), ((HandleDirectory) into).stream, PathDirectory.name(to));
    }

    @Override
    public void delete(String name) throws IOException {
        stream.deleteFile(PathDirectory.name(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        stream.deleteDirectory(PathDirectory.name(name));
    }

    /// By path: the JDK's handle has no `symlinkat`.
    @Override
    public void createLink(String name, String target) throws IOException {
        Files.createSymbolicLink(
                path.resolve(PathDirectory.name(name)), PathDirectory.name(target));
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
        posix(name).setPermissions(PathDirectory.permissions(mode));
    }

    @Override
    public void force() throws IOException {
        try (var self = channel(SELF, Set.of(StandardOpenOption.READ, NOFOLLOW))) {
            self.force(true);
        }
    }

    @Override
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            stream.forEach(
                    entry ->
                            entries.add(
                                    new Entry(
                                            entry.getFileName().toString(),
                                            Attributes.Kind.UNKNOWN)));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

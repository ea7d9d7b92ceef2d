package dev.bestcode.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A directory known by its real path, for platforms whose JDK has no directory handles.
/// Each operation first looks whether the path is still real. Between that look and the operation
/// someone who may write into the workspace can put a link in the way; with handles nobody can.
record PathDirectory(Path root, Path path) implements Directory {
    private static final LinkOption NOFOLLOW = LinkOption.NOFOLLOW_LINKS;

    private Path entry(String name) throws IOException {
        if (!path.toRealPath().equals(path)) {
            throw new NoSuchFileException(path.toString(), null, "replaced by a link meanwhile");
        }
        return path.resolve(name(name));
    }

    /// @throws FileSystemException when the platform cannot say it
    static Path name(String name) throws FileSystemException {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new FileSystemException(name, null, e.getReason());
        }
    }

    @Override
    public Attributes attributes() throws IOException {
        return Attributes.of(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW));
    }

    @Override
    public Optional<Attributes> attributes(String name) throws IOException {
        try {
            return Optional.of(
                    Attributes.of(
                            Files.readAttributes(
                                    entry(name), BasicFileAttributes.class, NOFOLLOW)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public int mode(String name) throws IOException {
        return mode(Files.getPosixFilePermissions(entry(name), NOFOLLOW));
    }

    static int mode(Set<PosixFilePermission> permissions) {
        var letters = PosixFilePermissions.toString(permissions); // such as rwxr-x--x
        int mode = 0;
        for (int i = 0; i < letters.length(); i++) {
            mode |= letters.charAt(i) == '-' ? 0 : 0400 >> i;
        }
        return mode;
    }

    static Set<PosixFilePermission> permissions(int mode) {
        var letters = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            letters.append((mode & (0400 >> i)) == 0 ? '-' : "rwxrwxrwx".charAt(i));
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    @Override
    public Directory directory(String name) throws IOException {
        return new PathDirectory(root, entry(name).toRealPath(NOFOLLOW));
    }

    @Override
    public Directory again() {
        return this;
    }

    @Override
    public String link(String name) throws IOException {
        return Files.readSymbolicLink(entry(name)).toString();
    }

    @Override
    public OpenFile read(String name) throws IOException {
        return file(name, StandardOpenOption.READ, NOFOLLOW);
    }

    @Override
    public OpenFile create(String name) throws IOException {
        return file(
                name,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                NOFOLLOW);
    }

    @Override
    public OpenFile update(String name) throws IOException {
        refuseFurtherNames(entry(name));
        return file(name, StandardOpenOption.READ, StandardOpenOption.WRITE, NOFOLLOW);
    }

    static void refuseFurtherNames(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
                && Files.getAttribute(file, "unix:nlink", NOFOLLOW) instanceof Integer names
                && names > 1) {
            throw hasFurtherNames(file.toString());
        }
    }

    static FileSystemException hasFurtherNames(String file) {
        return new AccessDeniedException(
                file,
                null,
                "it has further names, which may lie outside; copy it, then change that");
    }

    private OpenFile file(String name, OpenOption... options) throws IOException {
        var channel = FileChannel.open(entry(name), options);
        return new ChannelFile(
                channel,
                attributes(name).orElseThrow(() -> new NoSuchFileException(path + "/" + name)));
    }

    @Override
    public void createDirectory(String name) throws IOException {
        Files.createDirectory(entry(name));
    }

    @Override
    public void copyModeAndOwner(String from, String to) throws IOException {
        var file = entry(to);
        if (Files.isSymbolicLink(file)) { // through which the JDK's view would set the mode
            throw new FileSystemException(file.toString(), null, "replaced by a link meanwhile");
        }
        Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW)
                .setPermissions(Files.getPosixFilePermissions(entry(from), NOFOLLOW));
    }

    @Override
    public void replace(String from, String to) throws IOException {
        Files.move(entry(from), entry(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void move(String from, Directory into, String to) throws IOException {
        Files.move(entry(from), ((PathDirectory) into).entry(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(entry(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        Files.delete(entry(name));
    }

    @Override
    public void createLink(String name, String target) throws IOException {
        Files.createSymbolicLink(entry(name), name(target));
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
        Files.getFileAttributeView(entry(name), PosixFileAttributeView.class, NOFOLLOW)
                .setPermissions(permissions(mode));
    }

    @Override
    public void force() throws IOException {
        try (var self = FileChannel.open(path, StandardOpenOption.READ)) {
            self.force(true);
        }
    }

    @Override
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (var names = Files.newDirectoryStream(entry(""))) {
            names.forEach(
                    name ->
                            entries.add(
                                    new Entry(
                                            name.getFileName().toString(),
                                            Attributes.Kind.UNKNOWN)));
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    @Override
    public void close() {
        // holds nothing open
    }
}

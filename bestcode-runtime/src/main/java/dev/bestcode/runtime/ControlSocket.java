package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the owner of a kernel directory listens: `control.sock` in it or, where the operating
/// system would refuse so long a path, a socket elsewhere, which the file `control` names.
///
/// Only who holds the directory's lock opens one, so what is found there then was left by a dead
/// owner, and nobody else removes it.
final class ControlSocket implements AutoCloseable {
    /// A socket's address holds 104 bytes on macOS and 108 on Linux, an end mark included.
    static final int PATH_BYTES_MAX = 100;

    private static final String SOCKET = "control.sock";
    private static final String POINTER = "control";
    private static final String ENDING = ".sock";
    private static final String PREFIX = "bestcode-";

    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rwx------");

    private final Path directory;
    private final ServerSocketChannel channel;

    private ControlSocket(Path directory, ServerSocketChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /// Listen, for the owner of a kernel directory.
    /// @param environment read for `XDG_RUNTIME_DIR`
    static ControlSocket open(Path kernelDirectory, Map<String, String> environment)
            throws IOException {
        var directory = kernelDirectory.toRealPath();
        removeLeftOver(directory);
        var inside = directory.resolve(SOCKET);
        if (fits(inside)) {
            return new ControlSocket(directory, listen(inside));
        }
        var socket = elsewhere(directory, environment).resolve(name(directory));
        Files.writeString(directory.resolve(POINTER), socket + "\n");
        if (!fits(socket)) {
            removeLeftOver(directory);
            throw new IOException(
                    "%s is longer than the %d bytes that a socket's path may have; set XDG_RUNTIME_DIR or java.io.tmpdir to a shorter one"
                            .formatted(socket, PATH_BYTES_MAX));
        }
        return new ControlSocket(directory, listen(socket));
    }

    /// Where the owner of a kernel directory listens, or a dead one did; empty when there is
    /// nothing.
    static Optional<Path> find(Path kernelDirectory) throws IOException {
        var directory = kernelDirectory.toRealPath();
        var pointed = pointed(directory);
        if (pointed.isPresent()) {
            return pointed.filter(socket -> isOwnedLike(directory, socket));
        }
        var inside = directory.resolve(SOCKET);
        return Files.exists(inside, LinkOption.NOFOLLOW_LINKS) && fits(inside)
                ? Optional.of(inside)
                : Optional.empty();
    }

    /// Whether there is a socket, which tells of a dead owner when nobody holds the lock.
    static boolean isLeftIn(Path kernelDirectory) {
        try {
            return find(kernelDirectory).filter(Files::exists).isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /// Stop listening, and take the socket away.
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            removeLeftOver(directory);
        }
    }

    /// The socket gets its name only when it listens and nobody else may connect, so whoever sees
    /// it can.
    private static ServerSocketChannel listen(Path socket) throws IOException {
        var name = String.valueOf(socket.getFileName());
        var unnamed = socket.resolveSibling(name.replace(ENDING, ".new"));
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(unnamed));
            if (knowsModes(unnamed)) {
                Files.setPosixFilePermissions(
                        unnamed, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(unnamed, socket, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// A folder with short names that is its owner's alone: the session's own, else a fresh one
    /// whose name nobody could guess and take before us.
    private static Path elsewhere(Path directory, Map<String, String> environment)
            throws IOException {
        var session = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", ""));
        if (session.isAbsolute()
                && Files.isDirectory(session)
                && knowsModes(session)
                && Files.getOwner(session).equals(Files.getOwner(directory))
                && Files.getPosixFilePermissions(session).equals(OWNER_ALONE)) {
            return session;
        }
        return Files.createTempDirectory(PREFIX);
    }

    private static String name(Path directory) {
        var bytes = directory.toString().getBytes(StandardCharsets.UTF_8);
        return PREFIX + Sha256.of(bytes).hex().substring(0, 16) + ENDING;
    }

    private static void removeLeftOver(Path directory) throws IOException {
        var pointed = pointed(directory);
        if (pointed.isPresent() && isOwnedLike(directory, pointed.get())) {
            removeSocket(pointed.get());
            removeFolder(folder(pointed.get()));
        }
        removeSocket(directory.resolve(SOCKET));
        Files.deleteIfExists(directory.resolve(POINTER));
    }

    private static void removeSocket(Path socket) throws IOException {
        Files.deleteIfExists(socket);
        var name = String.valueOf(socket.getFileName());
        Files.deleteIfExists(socket.resolveSibling(name.replace(ENDING, ".new")));
    }

    /// The session's folder stays: neither is it ours, nor is it empty.
    private static void removeFolder(Path folder) throws IOException {
        if (String.valueOf(folder.getFileName()).startsWith(PREFIX)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException used) {
                // Somebody else's things are in it.
            }
        }
    }

    /// What the file `control` names, if it can be ours.
    private static Optional<Path> pointed(Path directory) throws IOException {
        try {
            var text = Files.readString(directory.resolve(POINTER));
            var socket = Path.of(text.strip());
            return socket.isAbsolute() && socket.endsWith(name(directory))
                    ? Optional.of(socket)
                    : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Whether the socket lies in a folder of who owns the kernel directory: a folder for temporary
    /// files may have been emptied, and the name taken by another user.
    private static boolean isOwnedLike(Path directory, Path socket) {
        try {
            var folder = folder(socket);
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder).equals(Files.getOwner(directory));
        } catch (IOException gone) {
            return false;
        }
    }

    /// A pointed one is absolute and has a name, so it is in a folder.
    private static Path folder(Path socket) {
        return socket.resolveSibling("");
    }

    private static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= PATH_BYTES_MAX;
    }

    private static boolean knowsModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}

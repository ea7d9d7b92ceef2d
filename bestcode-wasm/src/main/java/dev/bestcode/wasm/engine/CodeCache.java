package dev.bestcode.wasm.engine;

import com.dylibso.chicory.compiler.Cache;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Compiled code in a folder, one file for each module, named by the module's SHA-256. What lies
/// there is run without another look, so folder and files are the owner's alone, and a file that is
/// not is taken for absent.
public final class CodeCache implements Cache {
    /// A change of the compiler makes other code of the same module.
    private static final String FORMAT = "chicory-1.7.5-";

    /// Of the largest module that a component may hold.
    private static final long FILE_BYTES_MAX = 64L << 20;

    private static final Set<PosixFilePermission> OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");
    private final Path folder;

    private CodeCache(Path folder) {
        this.folder = folder;
    }

    /// @param folder made when it is absent
    /// @throws IOException also when others may read or write the folder
    public static CodeCache at(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (!ownersAlone(folder)) {
            throw new IOException(
                    "compiled code would lie in %s, which others may enter; chmod 700 it"
                            .formatted(folder));
        }
        return new CodeCache(folder);
    }

    @Override
    public byte @Nullable [] get(String key) throws IOException {
        var file = file(key);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !ownersAlone(file)
                || Files.size(file) > FILE_BYTES_MAX) {
            return null;
        }
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public void putIfAbsent(String key, byte[] data) throws IOException {
        var file = file(key);
        if (data.length > FILE_BYTES_MAX || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var owner = PosixFilePermissions.fromString("rw-------");
        var fresh =
                Files.createTempFile(
                        folder, "new-", ".tmp", PosixFilePermissions.asFileAttribute(owner));
        try {
            Files.write(fresh, data);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException e) {
            Files.deleteIfExists(fresh);
        }
    }

    private Path file(String key) {
        return folder.resolve(FORMAT + key.replaceAll("[^0-9a-zA-Z]", "-") + ".jar");
    }

    private static boolean ownersAlone(Path path) throws IOException {
        var owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
        var me = Files.getOwner(Path.of(System.getProperty("user.home")));
        var permissions = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
        return owner.equals(me) && permissions.stream().noneMatch(OTHERS::contains);
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;

/// One blob on the disk: the bare content, under its hash.
final class BlobFile {
    static final String DIRECTORY = "blob";

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
    private static final String IN_MAKING = ".new";

    private BlobFile() {}

    static String path(Digest blob) {
        return DIRECTORY + "/" + blob.toSha256().hex();
    }

    /// Empty for a name that is no blob's.
    static Optional<Digest> parse(String name) {
        return NAME.matcher(name).matches()
                ? Optional.of(Digest.of(new Sha256(name)))
                : Optional.empty();
    }

    static boolean isInMaking(String name) {
        return name.endsWith(IN_MAKING)
                && parse(name.substring(0, name.length() - IN_MAKING.length())).isPresent();
    }

    /// Its folder, if it is a new one, has its name only once the folder around it is forced.
    static void write(KernelStorage storage, Digest blob, Bytes content) throws IOException {
        var making = path(blob) + IN_MAKING;
        NewFile.make(
                storage,
                making,
                file -> {
                    file.write(content.asBuffer(), 0);
                    file.force();
                });
        storage.rename(making, path(blob));
        storage.forceDirectory(DIRECTORY);
    }

    /// @return empty when it is not there
    /// @throws KernelDamagedException when the bytes are not those that were put
    static Optional<Bytes> read(KernelStorage storage, Digest blob) {
        var where = storage.name() + "/" + path(blob);
        try (var file = storage.openForReading(path(blob))) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            var content = Bytes.of(bytes.array());
            if (!Digest.ofContent(content).equals(blob)) {
                throw new KernelDamagedException(
                        "%s: the content's SHA-256 is not its name. Copy the data directory, then run 'bestcode kernel verify' on it."
                                .formatted(where),
                        where,
                        0,
                        0);
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new KernelException("%s cannot be read: %s".formatted(where, e.getMessage()), e);
        }
    }
}

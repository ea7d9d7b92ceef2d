package dev.bestcode.tools;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// Keeps an index in a file, of this user alone. All of it is derived: whatever is wrong with the
/// file, the answer is to begin anew, and nobody need be told.
///
/// Format: `BCSI`, format number, the source's version, number of files; then each file packed,
/// with its length and CRC32C in front.
/// @param folder outside every workspace
record IndexStore(Path folder, String version) {
    private static final int MAGIC = 0x42435349; // BCSI
    private static final int FORMAT = 1;
    private static final int ENTRY_BYTES_MAX = 64 * 1024 * 1024;
    private static final String NAME = "symbols.index";

    /// What was kept; empty when there is none of this version that is whole.
    IndexState load() {
        try (var in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(folder.resolve(NAME))))) {
            if (in.readInt() != MAGIC || in.readInt() != FORMAT || !in.readUTF().equals(version)) {
                return IndexState.EMPTY;
            }
            int count = in.readInt();
            var files = new TreeMap<String, IndexedFile>();
            for (int i = 0; i < count; i++) {
                var file = IndexedFile.read(new BlobReader(entry(in)));
                files.put(file.path(), file);
            }
            return new IndexState(files, 1);
        } catch (NoSuchFileException _) {
            return IndexState.EMPTY;
        } catch (IOException
                | IllegalArgumentException
                | ArithmeticException
                | IndexOutOfBoundsException _) {
            return IndexState.EMPTY; // torn, of another make, or altered
        }
    }

    private static byte[] entry(DataInputStream in) throws IOException {
        int length = in.readInt();
        int crc = in.readInt();
        if (length < 0 || length > ENTRY_BYTES_MAX) {
            throw new IOException("an entry of %,d bytes".formatted(length));
        }
        var bytes = in.readNBytes(length);
        if (bytes.length < length || crc(bytes) != crc) {
            throw new IOException("an entry whose CRC32C is wrong");
        }
        return bytes;
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /// Replace what was kept. Not forced: after a power cut it may be gone, or be found torn.
    void save(IndexState state) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        var temporary = Files.createTempFile(folder, NAME, ".tmp"); // of this user alone
        try (var out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary)))) {
            write(state, out);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        Files.move(temporary, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(IndexState state, DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        out.writeUTF(version);
        out.writeInt(state.files().size());
        for (var file : state.files().values()) {
            var entry = new BlobWriter();
            file.write(entry);
            var bytes = entry.toByteArray();
            out.writeInt(bytes.length);
            out.writeInt(crc(bytes));
            out.write(bytes);
        }
    }
}

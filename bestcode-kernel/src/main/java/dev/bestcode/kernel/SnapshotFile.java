package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;
import dev.bestcode.api.kernel.Sha256;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/// One snapshot on the disk: a header, then the state in blocks of up to 64 KiB, each with its
/// length and CRC32C. It has its name only once it is whole and forced, and holds no content.
final class SnapshotFile {
    static final int HEADER_BYTES = 128;
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int BLOCK_HEADER_BYTES = 2 * Integer.BYTES;

    private SnapshotFile() {}

    /// @param length of the file
    record Header(long kernelId, long lsn, long length, Digest stateHash) {
        static Header read(StorageFile file, String where) throws IOException {
            var bytes = ByteBuffer.allocate(HEADER_BYTES);
            file.read(bytes, 0);
            var from = Magic.SNAPSHOT.check(bytes.flip(), where);
            from.getInt();
            return new Header(from.getLong(), from.getLong(), from.getLong(), Digest.read(from));
        }

        ByteBuffer encode() {
            var bytes = Magic.SNAPSHOT.header(HEADER_BYTES).putInt(0);
            bytes.putLong(kernelId).putLong(lsn).putLong(length);
            stateHash.write(bytes);
            return Magic.sealed(bytes);
        }
    }

    /// Write the state to a new file, forced.
    static void write(KernelStorage storage, String path, long kernelId, State state)
            throws IOException {
        NewFile.make(storage, path, file -> write(file, kernelId, state));
    }

    private static void write(StorageFile file, long kernelId, State state) throws IOException {
        var blocks = new Blocks(file);
        try (var out = new DataOutputStream(new BufferedOutputStream(blocks, BLOCK_BYTES))) {
            SnapshotWriter.write(state, out);
        }
        var hash = Digest.of(state.hash());
        file.write(new Header(kernelId, state.lsn(), blocks.position, hash).encode(), 0);
        file.force();
    }

    /// @throws dev.bestcode.api.kernel.KernelException when it is not a whole snapshot of this
    ///     kernel
    static State read(KernelStorage storage, String path, long kernelId, LogStore log)
            throws IOException {
        var where = storage.name() + "/" + path;
        try (var file = storage.openForReading(path)) {
            var header = Header.read(file, where);
            if (header.kernelId() != kernelId) {
                throw damaged(where, 0, "it is of another kernel");
            }
            if (file.size() != header.length()) {
                throw damaged(where, file.size(), "its length is not that of its header");
            }
            return read(file, header, where, log);
        }
    }

    private static State read(StorageFile file, Header header, String where, LogStore log)
            throws IOException {
        try {
            var state = read(file, where, log);
            if (state.lsn() != header.lsn() || !hashOf(state).equals(header.stateHash())) {
                throw damaged(where, 0, "what it holds has another hash");
            }
            return state;
        } catch (KernelException e) {
            throw e;
        } catch (RuntimeException e) { // rows that do not fit one another
            throw damaged(where, 0, "what it holds is no state (" + e + ")");
        }
    }

    private static Digest hashOf(State state) {
        Sha256 hash = state.hash();
        return Digest.of(hash);
    }

    private static State read(StorageFile file, String where, LogStore log) throws IOException {
        var checked = new CheckedBlocks(file, where);
        try (var in = new DataInputStream(new BufferedInputStream(checked, BLOCK_BYTES))) {
            return SnapshotReader.read(in, log);
        }
    }

    private static KernelDamagedException damaged(String where, long position, String what) {
        return new KernelDamagedException(
                "%s: byte %d: %s. It is derived: an older snapshot or the log has all that it has."
                        .formatted(where, position, what),
                where,
                position,
                0);
    }

    /// Puts what is written into blocks.
    private static final class Blocks extends OutputStream {
        private final StorageFile file;
        private long position = HEADER_BYTES;

        Blocks(StorageFile file) {
            this.file = file;
        }

        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var block = ByteBuffer.allocate(BLOCK_HEADER_BYTES + length);
            block.putInt(length).putInt(Checksum.of(bytes, offset, length));
            block.put(bytes, offset, length);
            file.write(block.flip(), position);
            position += block.limit();
        }
    }

    /// Takes blocks apart, each one checked before a byte of it is seen.
    private static final class CheckedBlocks extends InputStream {
        private final StorageFile file;
        private final String where;
        private long position = HEADER_BYTES;
        private ByteBuffer block = ByteBuffer.allocate(0);

        CheckedBlocks(StorageFile file, String where) {
            this.file = file;
            this.where = where;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!block.hasRemaining() && !next()) {
                return -1;
            }
            int count = Math.min(length, block.remaining());
            block.get(into, offset, count);
            return count;
        }

        private boolean next() throws IOException {
            var head = ByteBuffer.allocate(BLOCK_HEADER_BYTES);
            if (file.read(head, position) < 0) {
                return false;
            }
            int length = head.hasRemaining() ? -1 : head.getInt(0);
            if (length < 0 || position + BLOCK_HEADER_BYTES + length > file.size()) {
                throw damaged(where, position, "the block is not whole");
            }
            block = ByteBuffer.allocate(length);
            file.read(block, position + BLOCK_HEADER_BYTES);
            block.flip();
            if (Checksum.of(block.array(), 0, length) != head.getInt(Integer.BYTES)) {
                throw damaged(where, position, "the block's CRC32C is wrong");
            }
            position += BLOCK_HEADER_BYTES + length;
            return true;
        }
    }
}

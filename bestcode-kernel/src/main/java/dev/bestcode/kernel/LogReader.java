package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads single ops back from the log, for views of any state, from any worker.
/// @param where names the log in messages
record LogReader(StorageFile file, String where) {
    /// @throws KernelException when the bytes are not what was logged
    KernelOp read(Extent extent) {
        var bytes = new byte[extent.length()];
        try {
            file.read(ByteBuffer.wrap(bytes), extent.position());
        } catch (IOException e) {
            throw new KernelException(
                    "%s: %d bytes at byte %d cannot be read: %s"
                            .formatted(where, extent.length(), extent.position(), e.getMessage()),
                    e);
        }
        int crc = Checksum.of(bytes, 0, bytes.length);
        if (crc != extent.crc32c()) {
            throw new KernelException(
                    "%s: the op at byte %d has CRC32C %08x, expected %08x. Copy the data directory before anything else; it has changed under the running kernel."
                            .formatted(where, extent.position(), crc, extent.crc32c()));
        }
        return OpDecoder.read(new FieldReader(ByteBuffer.wrap(bytes))).op();
    }
}

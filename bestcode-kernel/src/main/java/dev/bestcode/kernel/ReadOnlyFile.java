package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.nio.ByteBuffer;

/// A file that was opened for reading alone; to change it is a mistake of the program.
interface ReadOnlyFile extends StorageFile {
    /// What its opener called it, for messages.
    String path();

    @Override
    default void write(ByteBuffer from, long position) {
        throw refusal();
    }

    @Override
    default void truncate(long size) {
        throw refusal();
    }

    @Override
    default void force() {
        throw refusal();
    }

    private IllegalStateException refusal() {
        return new IllegalStateException(
                path() + " was opened for reading alone; open it for writing to change it");
    }
}

package dev.bestcode.benchmarks;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The limit: one small write and one force for each commit, and nothing else. One worker only.
final class RawSync implements Store {
    static final int WRITE_BYTES = 256;

    private final ZeroedFile file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BYTES);

    RawSync(Path path, long preparedBytes) {
        file = ZeroedFile.create(path, preparedBytes);
    }

    @Override
    public void commit(int thread, Content content) {
        buffer.clear().put(content.message().asBuffer().limit(WRITE_BYTES));
        file.append(buffer.flip());
    }

    @Override
    public OptionalLong forces() {
        return OptionalLong.of(file.forces());
    }

    @Override
    public void close() {
        file.close();
    }
}

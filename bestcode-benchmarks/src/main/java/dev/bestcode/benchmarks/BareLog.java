package dev.bestcode.benchmarks;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// A group-commit log and nothing more: no state, no check of anything, records as long as ours.
/// What is left of its speed is what a kernel's own work costs.
final class BareLog implements Store {
    private final ZeroedFile file;
    private final int recordBytes;
    private final GroupCommit<Content> group = new GroupCommit<>("bare-log", this::write);
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

    /// @param recordBytes of one unit, [Content#BYTES] at least
    BareLog(Path path, long preparedBytes, int recordBytes) {
        this.file = ZeroedFile.create(path, preparedBytes);
        this.recordBytes = recordBytes;
    }

    @Override
    public void commit(int thread, Content content) {
        group.commit(content);
    }

    private void write(List<Content> batch) {
        int bytes = batch.size() * recordBytes;
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(2 * bytes);
        }
        buffer.clear();
        for (var content : batch) {
            int end = buffer.position() + recordBytes;
            buffer.put(content.message().asBuffer())
                    .put(content.threadRow().asBuffer())
                    .put(content.contextRow().asBuffer())
                    .position(end);
        }
        file.append(buffer.flip());
    }

    @Override
    public OptionalLong forces() {
        return OptionalLong.of(file.forces());
    }

    @Override
    public void close() {
        group.close();
        file.close();
    }
}

package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What commands printed, a file each in a private folder outside every workspace: the newest, with
/// ids that count up. Safe from any worker.
final class OutputStore implements AutoCloseable {
    /// Of one command; what it prints beyond that is counted and not kept.
    static final int FILE_BYTES_MAX = 10 * 1024 * 1024;

    /// Files at once, so 640 MB at the very most.
    private static final int FILES_MAX = 64;

    /// The owner of an output; a run reads its own alone.
    private record Entry(RunId run, Path file) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Deque<String> oldest = new ArrayDeque<>();
    private Optional<Path> folder = Optional.empty();
    private long made;

    /// Make the file of one more command; the oldest goes when there are too many.
    Output open(RunId run) throws IOException {
        lock.lock();
        try {
            var id = "c" + ++made;
            var file = folder().resolve(id);
            var channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            entries.put(id, new Entry(run, file));
            oldest.add(id);
            if (oldest.size() > FILES_MAX) {
                remove(oldest.remove());
            }
            return new Output(id, channel);
        } finally {
            lock.unlock();
        }
    }

    private Path folder() throws IOException {
        if (folder.isEmpty()) {
            folder = Optional.of(Files.createTempDirectory("bestcode-output")); // 0700
        }
        return folder.get();
    }

    private void remove(String id) throws IOException {
        var entry = entries.remove(id);
        if (entry != null) {
            Files.deleteIfExists(entry.file());
        }
    }

    /// Some bytes of an output.
    /// @return empty when the run has none of that id any more
    Optional<Piece> read(RunId run, String id, long offset, int bytesMax) throws IOException {
        Entry entry;
        lock.lock();
        try {
            entry = entries.get(id);
        } finally {
            lock.unlock();
        }
        if (entry == null || !entry.run().equals(run)) {
            return Optional.empty();
        }
        try (var channel = FileChannel.open(entry.file(), StandardOpenOption.READ)) {
            var buffer = ByteBuffer.allocate(bytesMax);
            long at = offset;
            int count;
            while (buffer.hasRemaining() && (count = channel.read(buffer, at)) > 0) {
                at += count;
            }
            var bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return Optional.of(new Piece(bytes, channel.size()));
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            for (var id : oldest) {
                remove(id);
            }
            oldest.clear();
            if (folder.isPresent()) {
                Files.deleteIfExists(folder.get());
                folder = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    /// @param total of the whole output, as far as it is kept
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Piece(byte[] bytes, long total) {}

    /// One command's file. Used by one worker.
    static final class Output implements AutoCloseable {
        private final String id;
        private final FileChannel channel;
        private long written;

        private Output(String id, FileChannel channel) {
            this.id = id;
            this.channel = channel;
        }

        String id() {
            return id;
        }

        void append(byte[] bytes, int from, int count) throws IOException {
            int fits = (int) Math.min(count, FILE_BYTES_MAX - written);
            var buffer = ByteBuffer.wrap(bytes, from, fits);
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

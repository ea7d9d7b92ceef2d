package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/// Writes one or more complete, adjacent segments anew, without the content that retention has
/// dropped. Every transaction stays, with its ops' heads and the hashes of their content, so the
/// copy replays to the same state, has the same addresses and verifies by the same chain.
final class SegmentCopy {
    private static final int BUFFER_BYTES = 1 << 20;

    private final KernelStorage storage;
    private final KernelOptions options;
    private final State state;

    /// @param state on stable storage; says what is dropped
    SegmentCopy(KernelStorage storage, KernelOptions options, State state) {
        this.storage = storage;
        this.options = options;
        this.state = state;
    }

    /// @return the copy under its own name, forced, with its index
    LogSegment write(List<LogSegment> sources) throws IOException {
        var first = sources.getFirst().header();
        int generation =
                sources.stream().mapToInt(source -> source.header().generation()).max().orElse(0);
        var header =
                new SegmentHeader(
                        first.kernelId(),
                        options.random().nextLong(),
                        first.firstLsn(),
                        sources.getLast().lastLsn(),
                        generation + 1,
                        state.lsn(),
                        options.nowMillis(),
                        first.chain());
        var path = LogNames.of(header).segment();
        var making = path + LogNames.IN_MAKING;
        NewFile.make(
                storage,
                making,
                file -> {
                    file.write(header.encode(), 0);
                    var output = new Output(file, header.segmentId());
                    for (var source : sources) {
                        visit(source, found -> output.append(found.header(), redacted(found)));
                    }
                    output.flush();
                    file.force();
                });
        storage.rename(making, path);
        storage.forceDirectory(LogNames.DIRECTORY);
        return LogSegment.openSealed(storage, header, true);
    }

    @FunctionalInterface
    interface Visitor {
        void transaction(RecordWindow.Found found) throws IOException;
    }

    /// Visit each transaction of a complete segment in turn.
    static void visit(LogSegment source, Visitor visitor) throws IOException {
        var window = source.window(RecordWindow.SCAN_BYTES);
        long visited = source.header().firstLsn() - 1;
        long position = LogFormat.SEGMENT_HEADER_BYTES;
        while (visited < source.lastLsn()) {
            var found = window.recordAt(position).orElse(null);
            if (found == null) {
                throw source.damaged(position, visited + 1);
            }
            if (found.header().isTransaction()) {
                visitor.transaction(found);
                visited = found.header().lsn();
            }
            position = found.end();
        }
    }

    private byte[] redacted(RecordWindow.Found found) {
        long lsn = found.header().lsn();
        return redacted(found, logged -> state.dropped(logged, lsn));
    }

    /// The record's body without some content.
    static byte[] redacted(RecordWindow.Found found, Predicate<LoggedOp> dropped) {
        var out = new FieldWriter(LogFormat.BODY_BYTES_MAX);
        for (var logged : Transaction.opsIn(found.body(), found.header().opCount())) {
            var frame = logged.frame();
            var copied = dropped.test(logged) ? frame.dropped(out.position()) : frame;
            copied.write(out, bytes(found.body(), frame.headAt(), frame.headLength()));
            if (copied.form() == ContentForm.INLINE) {
                out.raw(bytes(found.body(), frame.contentAt(), frame.contentLength()));
            }
        }
        return out.toByteArray();
    }

    private static byte[] bytes(ByteBuffer body, int at, int length) {
        var bytes = new byte[length];
        body.get(at, bytes);
        return bytes;
    }

    /// Gathers records into large writes.
    private static final class Output {
        private final StorageFile file;
        private final long segmentId;
        private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        private long position = LogFormat.SEGMENT_HEADER_BYTES;

        Output(StorageFile file, long segmentId) {
            this.file = file;
            this.segmentId = segmentId;
        }

        void append(RecordHeader from, byte[] body) throws IOException {
            var header = from.withBody(body.length);
            if (header.length() > buffer.remaining()) {
                flush();
            }
            if (header.length() > buffer.capacity()) {
                buffer = ByteBuffer.allocate(header.length());
            }
            header.write(buffer, body, segmentId, position + buffer.position());
        }

        void flush() throws IOException {
            buffer.flip();
            int length = buffer.remaining();
            file.write(buffer, position);
            position += length;
            buffer.clear();
        }
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// All segments of a log, for reading by address, from any worker. The list is replaced as a whole
/// when a segment is added or copied; a reader that meets a closed one takes the list anew.
final class LogStore implements AutoCloseable {
    private final String where;
    private final BlobSource blobs;
    private volatile List<LogSegment> segments = List.of();
    private volatile boolean closed;

    LogStore(String where, BlobSource blobs) {
        this.where = where;
        this.blobs = blobs;
    }

    /// One op as it was logged; its content is empty where it has been dropped.
    record ReadOp(long address, Instant time, KernelOp op, OpFrame frame, boolean dropped) {}

    List<LogSegment> segments() {
        return segments;
    }

    /// Add a segment behind all others. Called by the log thread alone.
    synchronized void add(LogSegment segment) {
        change(
                list -> {
                    list.add(segment);
                    return list;
                });
    }

    /// Put a copy in the place of what it was made from.
    synchronized void replace(List<LogSegment> old, LogSegment copy) {
        change(
                list -> {
                    list.set(list.indexOf(old.getFirst()), copy);
                    list.removeAll(old);
                    return list;
                });
    }

    private void change(UnaryOperator<List<LogSegment>> change) {
        segments = List.copyOf(change.apply(new ArrayList<>(segments)));
    }

    /// @param message id
    /// @return [Address#NONE] when it is not in the log
    long message(long message) {
        return newest(segment -> segment.index().message(message));
    }

    /// @return address of the op that delivered it or failed it
    long finish(long message) {
        return newest(segment -> segment.index().finish(message));
    }

    /// @return address of the newest message of a thread that has left the table
    long end(ThreadId thread) {
        return newest(segment -> segment.index().end(thread.value()));
    }

    @FunctionalInterface
    private interface LookUp {
        long in(LogSegment segment) throws IOException;
    }

    private long newest(LookUp lookUp) {
        for (var segment : segments.reversed()) {
            long found =
                    read(segment, () -> lookUp.in(segment))
                            .orElseGet(() -> newest(lookUp)); // a copy took its place: all anew
            if (found != Address.NONE) {
                return found;
            }
        }
        return Address.NONE;
    }

    /// The content of the op at this address; empty where it has been dropped.
    /// @throws KernelException when it cannot be read back as it was written
    Optional<Bytes> content(long address) {
        return record(Address.lsn(address), found -> content(found, address));
    }

    /// The op at this address, with its content.
    ReadOp op(long address) {
        return record(Address.lsn(address), found -> op(found, address));
    }

    /// The label of a transaction.
    long timeMillis(long lsn) {
        return record(lsn, found -> found.header().timeMillis());
    }

    /// The ops of a transaction, with their content.
    List<ReadOp> ops(long lsn) {
        return record(
                lsn,
                found -> {
                    var ops = new ArrayList<ReadOp>();
                    for (int slot = 0; slot < found.header().opCount(); slot++) {
                        ops.add(op(found, Address.of(lsn, slot)));
                    }
                    return ops;
                });
    }

    /// The same of one run alone.
    List<ReadOp> ops(long lsn, int run) {
        return record(
                lsn,
                found -> {
                    var ops = new ArrayList<ReadOp>();
                    var frame = Optional.<OpFrame>empty();
                    for (int slot = 0; slot < found.header().opCount(); slot++) {
                        var next = OpFrame.read(found.body(), frame.map(OpFrame::end).orElse(0));
                        if (next.run() == run) {
                            ops.add(op(found, Address.of(lsn, slot)));
                        }
                        frame = Optional.of(next);
                    }
                    return ops;
                });
    }

    private <T> T record(long lsn, Function<RecordWindow.Found, T> use) {
        var segment = segmentOf(lsn);
        return read(segment, () -> use.apply(segment.record(lsn)))
                .orElseGet(() -> record(lsn, use)); // a copy took its place
    }

    private <T> Optional<T> read(LogSegment segment, LogSegment.Reading<T> reading) {
        try {
            var read = segment.whileOpen(reading);
            if (read.isEmpty() && closed) {
                throw new KernelException(
                        where + ": the kernel is closed; open it again to read content");
            }
            return read;
        } catch (IOException e) {
            throw new KernelException(
                    "%s cannot be read: %s".formatted(segment.where(), e.getMessage()), e);
        }
    }

    LogSegment segmentOf(long lsn) {
        var list = segments;
        int low = 0;
        int high = list.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (list.get(middle).header().firstLsn() <= lsn) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return list.get(low);
    }

    private ReadOp op(RecordWindow.Found found, long address) {
        var frame = frame(found, address);
        var content = content(frame, found);
        var op = OpDecoder.read(frame, found.body(), content.orElse(Bytes.EMPTY));
        var time = Instant.ofEpochMilli(found.header().timeMillis());
        return new ReadOp(address, time, op, frame, content.isEmpty());
    }

    private Optional<Bytes> content(RecordWindow.Found found, long address) {
        return content(frame(found, address), found);
    }

    private static OpFrame frame(RecordWindow.Found found, long address) {
        var frame = OpFrame.read(found.body(), 0);
        for (int slot = Address.slot(address); slot > 0; slot--) {
            frame = OpFrame.read(found.body(), frame.end());
        }
        return frame;
    }

    private Optional<Bytes> content(OpFrame frame, RecordWindow.Found found) {
        return switch (frame.form()) {
            case NONE -> Optional.of(Bytes.EMPTY);
            case DROPPED -> Optional.empty();
            case INLINE -> {
                var bytes = new byte[frame.contentLength()];
                found.body().get(frame.contentAt(), bytes);
                yield Optional.of(Bytes.of(bytes));
            }
            case BLOB -> blob(frame.sha256(), found.header().lsn());
        };
    }

    /// Retention deletes a blob before it copies the segments that name it; so one that is not
    /// there is damage only if something else needs it, and it has not been put again meanwhile.
    private Optional<Bytes> blob(Digest blob, long lsn) {
        var bytes = blobs.find(blob);
        return bytes.isPresent() || !blobs.needs(blob)
                ? bytes
                : Optional.of(blobs.find(blob).orElseThrow(() -> missing(blob, lsn)));
    }

    private KernelDamagedException missing(Digest blob, long lsn) {
        var file = where + "/" + BlobFile.path(blob);
        return new KernelDamagedException(
                "%s: missing, and LSN %d names it. Restore the file from a backup."
                        .formatted(file, lsn),
                file,
                0,
                lsn);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        var failures = new ArrayList<IOException>();
        for (var segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}

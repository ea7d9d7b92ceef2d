package dev.bestcode.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// Reads, sums and decodes records on a thread of its own, ahead of who applies them: an open has
/// two processors' worth of work. What it is ahead by is bounded in ops, for a record may have
/// many.
final class ReadAhead implements RecordSource, AutoCloseable {
    /// Handed over at once, so that the hand-over costs little beside the work.
    private static final int BATCH_OPS = 512;

    private static final int BATCHES_AHEAD = 4;
    private static final int OPS_AHEAD = BATCHES_AHEAD * BATCH_OPS;

    private final RecordSource source;
    private final Semaphore room = new Semaphore(OPS_AHEAD);

    /// Never full: each batch takes room first. So the end always fits in, and takes no memory.
    private final BlockingQueue<Batch> read = new ArrayBlockingQueue<>(BATCHES_AHEAD + 1);

    private final FutureTask<Batch> reading = new FutureTask<>(this::readAll);
    private volatile boolean closed;
    private Batch batch = new Batch(List.of(), 0, false);
    private int taken;

    /// @param room that it takes
    /// @param last whether nothing was read behind it
    private record Batch(List<DecodedRecord> records, int room, boolean last) {
        static final Batch END = new Batch(List.of(), 0, true);
    }

    private ReadAhead(RecordSource source) {
        this.source = source;
    }

    /// Begin to read.
    static ReadAhead of(RecordSource source) {
        var ahead = new ReadAhead(source);
        Thread.ofPlatform().daemon().name("bestcode-read-ahead").start(ahead::read);
        return ahead;
    }

    private void read() {
        reading.run();
        read.add(Batch.END); // also behind a failure
    }

    private Batch readAll() throws IOException {
        var next = source.next();
        while (next.isPresent() && !closed) {
            int taking = Math.clamp(next.get().decoded().size(), BATCH_OPS, OPS_AHEAD);
            room.acquireUninterruptibly(taking);
            if (closed) { // which made the room, and reads nothing any more
                break;
            }
            var records = new ArrayList<DecodedRecord>();
            int ops = 0;
            do {
                records.add(next.get());
                ops += weight(next.get());
                next = source.next();
            } while (next.isPresent() && ops + weight(next.get()) <= BATCH_OPS && !closed);
            read.add(new Batch(records, taking, false));
        }
        return Batch.END;
    }

    /// Records without ops take memory too.
    private static int weight(DecodedRecord record) {
        return Math.max(1, record.decoded().size());
    }

    @Override
    public Optional<DecodedRecord> next() throws IOException {
        while (taken == batch.records().size()) {
            if (batch.last()) {
                return Optional.empty();
            }
            room.release(batch.room());
            batch = Uninterruptibly.get(read::take);
            taken = 0;
            if (batch.last()) {
                requireRead();
            }
        }
        return Optional.of(batch.records().get(taken++));
    }

    /// @throws IOException that ended the reading
    private void requireRead() throws IOException {
        try {
            Uninterruptibly.get(reading::get);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException io -> throw io;
                case RuntimeException mistake -> throw mistake;
                case Error error -> throw error;
                case null, default -> throw new IOException(e.getCause());
            }
        }
    }

    /// Return once nothing is read any more.
    @Override
    public void close() {
        closed = true;
        room.release(OPS_AHEAD);
        try {
            Uninterruptibly.get(reading::get);
        } catch (ExecutionException said) {
            // By the last `next`, or of no interest any more.
        }
    }
}

package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Records that are read on another thread.
class ReadAheadTest {
    private static final List<LoggedOp> ONE_OP = ops();

    private static List<LoggedOp> ops() {
        List<KernelOp> op = List.of(new KernelOp.MessageDelivered(new MessageId(1)));
        var body = Transaction.encode(op, _ -> Digest.NONE).body();
        return Transaction.opsIn(ByteBuffer.wrap(body), 1);
    }

    private static DecodedRecord record(long lsn, int opCount) {
        return new DecodedRecord(
                lsn,
                RecordHeader.seal(lsn, 0, Digest.NONE),
                Collections.nCopies(opCount, ONE_OP.getFirst()),
                Optional.empty());
    }

    /// As many records as there are numbers, each with so many ops.
    private static RecordSource source(int... opCounts) {
        var next = new AtomicInteger();
        return () ->
                next.get() == opCounts.length
                        ? Optional.empty()
                        : Optional.of(record(next.get(), opCounts[next.getAndIncrement()]));
    }

    private static List<Long> all(RecordSource source) throws IOException {
        var positions = new ArrayList<Long>();
        for (var next = source.next(); next.isPresent(); next = source.next()) {
            positions.add(next.get().position());
        }
        return positions;
    }

    @Test
    void recordsComeInOrderWhateverTheirSizes() throws IOException {
        var opCounts = new int[3000];
        for (int i = 0; i < opCounts.length; i++) {
            opCounts[i] = i % 97 == 0 ? 5000 : i % 5;
        }
        try (var ahead = ReadAhead.of(source(opCounts))) {
            assertThat(all(ahead)).isEqualTo(all(source(opCounts)));
            assertThat(ahead.next()).isEmpty();
        }
        try (var ahead = ReadAhead.of(source())) {
            assertThat(ahead.next()).isEmpty();
        }
    }

    @Test
    void failureArrivesBehindWhatWasReadBeforeIt() throws IOException {
        for (Throwable failure : List.of(new IOException("a"), new OutOfMemoryError("b"))) {
            var before = source(1, 1);
            RecordSource failing =
                    () -> {
                        var next = before.next();
                        return next.isPresent() ? next : fail(failure);
                    };
            try (var ahead = ReadAhead.of(failing)) {
                assertThatThrownBy(() -> all(ahead)).isSameAs(failure);
            }
        }
    }

    private static Optional<DecodedRecord> fail(Throwable failure) throws IOException {
        switch (failure) {
            case IOException io -> throw io;
            case Error error -> throw error;
            default -> throw new AssertionError(failure);
        }
    }

    @Test
    void nothingIsReadAnyMoreOnceItIsClosed() throws Exception {
        var read = new AtomicLong();
        var begun = new CountDownLatch(1);
        var ahead =
                ReadAhead.of(
                        () -> {
                            begun.countDown();
                            return Optional.of(record(read.incrementAndGet(), 1));
                        });
        begun.await();
        ahead.close();
        long atClose = read.get();
        assertThat(atClose).isLessThan(100_000);
        assertThat(read).hasValue(atClose);
    }
}

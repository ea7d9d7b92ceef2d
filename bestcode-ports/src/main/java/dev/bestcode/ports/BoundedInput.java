package dev.bestcode.ports;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// One direction of a connection, read through one buffer. Every wait is bounded: by the idle time,
/// or by a deadline for all of what is being read, so that a byte now and then does not help.
final class BoundedInput {
    private static final int BUFFER_BYTES = 16 << 10;

    private final ByteSource source;
    private final LongSupplier nanos;
    private final long idleNanos;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int end;
    private boolean hurried;
    private long deadlineNanos;
    private Waiting waiting = Waiting.NOTHING;

    /// What is done before more is waited for.
    @FunctionalInterface
    interface Waiting {
        Waiting NOTHING = () -> {};

        void begins() throws IOException;
    }

    /// @param nanos a clock like [System#nanoTime]
    BoundedInput(ByteSource source, Duration idle, LongSupplier nanos) {
        this.source = source;
        this.idleNanos = idle.toNanos();
        this.nanos = nanos;
    }

    /// From here on, all must have come within this time.
    void hurry(Duration limit) {
        hurried = true;
        deadlineNanos = nanos.getAsLong() + limit.toNanos();
    }

    /// From here on, each wait has the idle time.
    void relax() {
        hurried = false;
    }

    /// From here on, do this each time that all that has come is read.
    void beforeWaiting(Waiting action) {
        waiting = action;
    }

    /// The next byte without taking it, or -1 at the end.
    int peek() throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        return buffer[position] & 255;
    }

    /// The next byte, or -1 at the end.
    int next() throws IOException {
        int next = peek();
        position += next < 0 ? 0 : 1;
        return next;
    }

    /// What is there, at least one byte.
    /// @return how many bytes, -1 at the end
    int read(byte[] into, int offset, int length) throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, into, offset, count);
        position += count;
        return count;
    }

    /// @throws EOFException when the end came first
    byte require() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("cut short");
        }
        return (byte) next;
    }

    private boolean fill() throws IOException {
        waiting.begins();
        long wait = hurried ? deadlineNanos - nanos.getAsLong() : idleNanos;
        if (wait <= 0) {
            throw new SocketTimeoutException("not in time");
        }
        long millis = Math.clamp(TimeUnit.NANOSECONDS.toMillis(wait), 1, Integer.MAX_VALUE);
        int count = source.read(buffer, 0, buffer.length, (int) millis);
        position = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}

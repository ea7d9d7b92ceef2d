package dev.bestcode.ports;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// What went through one connection, when last, and no more than is allowed. Safe from both of its
/// workers.
final class Traffic {
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final long bytesMax;
    private volatile long lastNanos = System.nanoTime();

    Traffic(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    void sent(int bytes) throws IOException {
        sent.addAndGet(bytes);
        moved();
    }

    void received(int bytes) throws IOException {
        received.addAndGet(bytes);
        moved();
    }

    long sent() {
        return sent.get();
    }

    long received() {
        return received.get();
    }

    /// Whether neither direction has moved for so long.
    boolean quietFor(long nanos) {
        return System.nanoTime() - lastNanos >= nanos;
    }

    private void moved() throws IOException {
        lastNanos = System.nanoTime();
        if (sent.get() + received.get() > bytesMax) {
            throw new IOException("the connection is over its limit of bytes");
        }
    }

    /// Where a direction reports each piece before it goes on.
    @FunctionalInterface
    interface Count {
        void add(int bytes) throws IOException;
    }
}

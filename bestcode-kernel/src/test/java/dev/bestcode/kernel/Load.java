package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.MessageId;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Eight writers at work: messages small and large, most of them delivered.
final class Load implements AutoCloseable {
    private static final int WRITERS = 8;
    private static final int MORE = 60;

    private final WalKernel kernel;
    private final AtomicLong ids;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final Semaphore committed = new Semaphore(0);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Load(WalKernel kernel) {
        this.kernel = kernel;
        this.ids = new AtomicLong(kernel.state().nextId());
        for (int writer = 0; writer < WRITERS; writer++) {
            executor.execute(this::write);
        }
    }

    private void write() {
        for (int turn = 0; !ending.get(); turn++) {
            long id = ids.getAndIncrement();
            int size = turn % 50 == 7 ? LogFormat.INLINE_BYTES_MAX + 1 : 200;
            kernel.commit(
                    List.of(dispatch(id, 2, Bytes.of(new byte[size]))),
                    turn % 3 == 0 ? Force.NOW : Force.WITH_NEXT);
            if (turn % 4 != 0) {
                KernelOp delivered = new KernelOp.MessageDelivered(new MessageId(id));
                kernel.commit(List.of(delivered), Force.NOW);
            }
            committed.release();
        }
    }

    /// Wait until some more has been acknowledged.
    void awaitMore() {
        committed.drainPermits();
        committed.acquireUninterruptibly(MORE);
    }

    @Override
    public void close() {
        ending.set(true);
        executor.close();
    }
}

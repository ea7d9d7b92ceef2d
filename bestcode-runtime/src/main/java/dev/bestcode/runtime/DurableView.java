package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelState;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The newest state that is wholly on stable storage. The kernel's own newest state may be ahead of
/// it; what another process is shown must not be.
final class DurableView {
    private final Kernel kernel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile KernelState newest;
    private boolean ended;

    /// @param kernel just opened: what it has recovered is on stable storage
    DurableView(Kernel kernel) {
        this.kernel = kernel;
        this.newest = kernel.state();
        kernel.onForced(_ -> forced());
    }

    KernelState newest() {
        return newest;
    }

    /// On the log's own thread, so no later transaction is in the kernel's state yet.
    private void forced() {
        lock.lock();
        try {
            newest = kernel.state();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Wait for a transaction after this one.
    /// @return whether there is one; false once nothing more comes
    boolean awaitAfter(long lsn) throws InterruptedException {
        lock.lock();
        try {
            while (newest.lsn() <= lsn && !ended) {
                changed.await();
            }
            return newest.lsn() > lsn;
        } finally {
            lock.unlock();
        }
    }

    /// Wait until everything that is committed is here too, as far as that goes in the time given.
    void awaitAll(Duration time) throws InterruptedException {
        long lsn = kernel.state().lsn();
        long left = time.toNanos();
        lock.lock();
        try {
            while (newest.lsn() < lsn && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more comes: whoever waits goes on.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

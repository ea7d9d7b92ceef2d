package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Committed;
import dev.bestcode.api.kernel.ContentStore;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/// The [Model] as a kernel, in memory alone: the contract and the other oracle check it.
final class ModelKernel implements Kernel {
    private final InstantSource clock;
    private final ReentrantLock writer = new ReentrantLock();
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();
    private final Contents contents = new Contents(new ConcurrentHashMap<>());
    private volatile Model model;
    private volatile boolean closed;

    ModelKernel(Model model, InstantSource clock) {
        this.model = model;
        this.clock = clock;
    }

    private record Contents(Map<Sha256, Bytes> byHash) implements ContentStore {
        @Override
        public Sha256 put(Bytes content) {
            byHash.put(content.sha256(), content);
            return content.sha256();
        }

        @Override
        public Optional<Bytes> get(Sha256 sha256) {
            return Optional.ofNullable(byHash.get(sha256));
        }
    }

    @Override
    public Committed commit(List<? extends KernelOp> ops, Force force) {
        writer.lock();
        try {
            if (closed) {
                throw new KernelException("the kernel is closed");
            }
            model = model.after(ops, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            ops.stream()
                    .filter(KernelOp.ContentKept.class::isInstance)
                    .forEach(op -> contents.put(((KernelOp.ContentKept) op).content()));
            long lsn = model.lsn();
            listeners.removeIf(listener -> !told(listener, lsn));
            return new Committed(lsn);
        } finally {
            writer.unlock();
        }
    }

    /// @return whether the listener took it
    static boolean told(LongConsumer listener, long lsn) {
        try {
            listener.accept(lsn);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public KernelState state() {
        return model;
    }

    @Override
    public ContentStore content() {
        return contents;
    }

    @Override
    public long forcedLsn() {
        return model.lsn();
    }

    @Override
    public void onForced(LongConsumer listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
    }
}

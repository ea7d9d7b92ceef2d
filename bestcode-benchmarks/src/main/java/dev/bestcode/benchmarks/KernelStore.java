package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Ours. A unit is one transaction: a message, the delivery of the thread's message before it, and
/// what two listeners keep for the thread, in place of its row and its context's.
final class KernelStore implements Store {
    private static final int PUSHES_PER_COMMIT = 250;

    private final CountingStorage storage;
    private final Kernel kernel;
    private final List<ThreadId> threads;
    private final long[] newest = new long[Content.THREADS];
    private final AtomicLong ids;

    private KernelStore(CountingStorage storage, Kernel kernel, List<ThreadId> threads) {
        this.storage = storage;
        this.kernel = kernel;
        this.threads = threads;
        this.ids = new AtomicLong(kernel.state().nextId());
    }

    /// An empty kernel with one run of [Content#THREADS] threads.
    static KernelStore create(KernelStorage below) {
        var storage = new CountingStorage(below);
        var kernel = WalKernel.open(storage, KernelOptions.defaults());
        kernel.commit(List.of(Ops.root(), Ops.run(Ops.RUN, Ops.FIRST)), Force.NOW);
        var threads =
                IntStream.range(0, Content.THREADS)
                        .mapToObj(i -> new ThreadId(Ops.FIRST.value() + 1 + i))
                        .toList();
        var pushes = new ArrayList<KernelOp>();
        for (var thread : threads) {
            pushes.add(Ops.push(thread, Ops.FIRST));
            if (pushes.size() == PUSHES_PER_COMMIT || thread.equals(threads.getLast())) {
                kernel.commit(pushes, Force.WITH_NEXT);
                pushes.clear();
            }
        }
        return new KernelStore(storage, kernel, threads);
    }

    /// One that was created before, with the threads that it has.
    static KernelStore open(KernelStorage below) {
        var storage = new CountingStorage(below);
        var kernel = WalKernel.open(storage, KernelOptions.defaults());
        var state = kernel.state();
        var threads =
                state.threads().children(Ops.FIRST).stream()
                        .map(row -> row.id())
                        .limit(Content.THREADS)
                        .toList();
        var store = new KernelStore(storage, kernel, threads);
        for (int i = 0; i < threads.size(); i++) {
            for (var entry : state.journal().last(threads.get(i), 1)) {
                store.newest[i] = entry.message().id().value();
            }
        }
        return store;
    }

    /// Bytes that the log takes for one unit.
    static int recordBytes() {
        try (var store = create(FileStorage.inMemory())) {
            store.commit(0, Content.number(0));
            long before = store.storage.writtenBytes();
            store.commit(0, Content.number(1));
            return Math.toIntExact(store.storage.writtenBytes() - before);
        }
    }

    @Override
    public void commit(int thread, Content content) {
        kernel.commit(unit(thread, content), Force.NOW);
    }

    /// The ops of one unit, to be committed before the thread's next is made.
    List<KernelOp> unit(int thread, Content content) {
        var id = new MessageId(draw());
        var of = threads.get(thread);
        var ops = new ArrayList<KernelOp>(4);
        ops.add(Ops.dispatch(id, of, content.message()));
        if (newest[thread] != 0) {
            ops.add(new KernelOp.MessageDelivered(new MessageId(newest[thread])));
        }
        ops.add(new KernelOp.HandlerStateSet(of, "thread-row", content.threadRow()));
        ops.add(new KernelOp.HandlerStateSet(of, "context-row", content.contextRow()));
        newest[thread] = id.value();
        return ops;
    }

    /// A number that no thread, message or segment has.
    long draw() {
        return ids.getAndIncrement();
    }

    Kernel kernel() {
        return kernel;
    }

    CountingStorage storage() {
        return storage;
    }

    List<ThreadId> threads() {
        return threads;
    }

    @Override
    public OptionalLong forces() {
        return OptionalLong.of(storage.forces());
    }

    @Override
    public void close() {
        try {
            kernel.close();
        } catch (Exception e) {
            throw new IllegalStateException("the kernel did not close", e);
        }
    }
}

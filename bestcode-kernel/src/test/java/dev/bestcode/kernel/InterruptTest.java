package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Interrupts at random moments in whatever a caller may do with a kernel on a real file system.
class InterruptTest {
    private static final int OPERATIONS = Boolean.getBoolean("bestcode.long") ? 5_000 : 250;
    private static final int WORKERS = 4;

    @TempDir Path temp;

    private final AtomicLong nextId = new AtomicLong(2);
    private final Map<Long, Sha256> acknowledged = new ConcurrentHashMap<>();
    private final Map<Sha256, Bytes> stored = new ConcurrentHashMap<>();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void interruptsHarmNobody() throws Exception {
        long seed = new Random().nextLong();
        System.out.println(OPERATIONS + " operations of each worker, seed " + seed);
        var directory = temp.resolve("k");
        Thread.currentThread().interrupt();
        var kernel = LoadChild.open(directory);
        try (kernel) {
            kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
            assertThat(Thread.interrupted()).isTrue();
            storm(kernel, new Random(seed));
            kernel.commit(List.of(KernelFixtures.dispatch(nextId.getAndIncrement(), 1)), Force.NOW);
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        try (var again = LoadChild.open(directory)) {
            assertThat(again.state().hash()).isEqualTo(kernel.state().hash());
            assertFound(again);
        }
    }

    private void storm(WalKernel kernel, Random random) throws Exception {
        var done = new AtomicBoolean();
        var victims = new ArrayList<Thread>();
        var virtual = remembering(Thread.ofVirtual().factory(), victims);
        var platform = remembering(Thread.ofPlatform().factory(), victims);
        try (var interrupting = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var many = Executors.newThreadPerTaskExecutor(virtual);
                    var few = Executors.newThreadPerTaskExecutor(platform)) {
                var work = new ArrayList<Future<?>>();
                for (int worker = 0; worker < WORKERS; worker++) {
                    var own = new Random(random.nextLong());
                    var executor = worker % 2 == 0 ? many : few;
                    work.add(executor.submit(() -> work(kernel, own)));
                }
                long seed = random.nextLong();
                interrupting.execute(() -> interrupt(victims, done, new Random(seed)));
                for (var worker : work) {
                    worker.get();
                }
            } finally {
                done.set(true);
            }
        }
    }

    private static ThreadFactory remembering(ThreadFactory factory, List<Thread> threads) {
        return work -> {
            var thread = factory.newThread(work);
            threads.add(thread);
            return thread;
        };
    }

    private static void interrupt(List<Thread> victims, AtomicBoolean done, Random random) {
        while (!done.get()) {
            victims.get(random.nextInt(victims.size())).interrupt();
            LockSupport.parkNanos(random.nextLong(500_000));
        }
    }

    private void work(WalKernel kernel, Random random) {
        for (int i = 0; i < OPERATIONS; i++) {
            boolean certain = random.nextInt(3) == 0;
            if (certain) {
                Thread.currentThread().interrupt();
            }
            operate(kernel, random);
            assertThat(Thread.interrupted() || !certain).isTrue();
        }
    }

    private void operate(WalKernel kernel, Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> dispatch(kernel, content(random, 600), Force.NOW);
            case 2 -> dispatch(kernel, content(random, 600), Force.WITH_NEXT);
            case 3 -> keep(kernel, random);
            case 4 -> {
                var content = content(random, 60_000);
                stored.put(kernel.content().put(content), content);
            }
            case 5 -> {
                int size = random.nextInt(20) == 0 ? LogFormat.INLINE_BYTES_MAX + 1 : 20_000;
                dispatch(kernel, Bytes.of(new byte[size]), Force.NOW);
            }
            case 6 -> kernel.state().journal().last(KernelFixtures.ROOT, 5);
            default -> lookUp(kernel, random);
        }
    }

    private static Bytes content(Random random, int size) {
        var bytes = new byte[1 + random.nextInt(size)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private void dispatch(WalKernel kernel, Bytes payload, Force force) {
        long id = nextId.getAndIncrement();
        kernel.commit(List.of(KernelFixtures.dispatch(id, 1, payload)), force);
        acknowledged.put(id, payload.sha256());
        assertThat(kernel.state().journal().get(new MessageId(id))).isPresent();
    }

    private static void keep(WalKernel kernel, Random random) {
        var state = content(random, 100);
        var listener = "l" + Thread.currentThread().threadId();
        var op = new KernelOp.HandlerStateSet(new ThreadId(1), listener, state);
        kernel.commit(List.of(op), Force.WITH_NEXT);
        assertThat(kernel.state().handlerState(KernelFixtures.ROOT, listener)).contains(state);
    }

    private void lookUp(WalKernel kernel, Random random) {
        long id = 2 + random.nextLong(nextId.get());
        var expected = acknowledged.get(id);
        var found = kernel.state().journal().get(new MessageId(id));
        if (expected != null) {
            assertThat(found.orElseThrow().message().payload().sha256()).isEqualTo(expected);
        }
        stored.entrySet().stream()
                .findFirst()
                .ifPresent(
                        put ->
                                assertThat(kernel.content().get(put.getKey()))
                                        .contains(put.getValue()));
    }

    private void assertFound(WalKernel kernel) {
        acknowledged.forEach(
                (id, sha256) ->
                        assertThat(kernel.state().journal().get(new MessageId(id)))
                                .hasValueSatisfying(
                                        entry ->
                                                assertThat(entry.message().payload().sha256())
                                                        .isEqualTo(sha256)));
        System.out.println(acknowledged.size() + " acknowledged messages are there");
    }
}

package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelFullException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A kernel in a process of its own, under random load of several writers until it is killed, with
/// files so small that upkeep never ends. It says `try FINGERPRINT` before each commit, `ack LSN
/// FINGERPRINT` after it, `full` when the disk is, and last why it ended.
final class LoadChild {
    static final LogLimits TINY = new LogLimits(32 << 10, 128 << 10, 64 << 10);

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private final WalKernel kernel;
    private final AtomicLong nextId;

    private LoadChild(WalKernel kernel) {
        this.kernel = kernel;
        this.nextId = new AtomicLong(kernel.state().nextId());
    }

    /// @param args directory, seed, writers
    public static void main(String[] args) {
        try (var kernel = open(Path.of(args[0]))) {
            var child = new LoadChild(kernel);
            child.begin();
            var random = new Random(Long.parseLong(args[1]));
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int writer = Integer.parseInt(args[2]); writer > 0; writer--) {
                    long seed = random.nextLong();
                    writers.execute(() -> child.write(new Random(seed)));
                }
            }
        } catch (KernelException e) {
            say("end " + e);
        }
    }

    static WalKernel open(Path directory) {
        return WalKernel.open(FileStorage.at(directory), KernelOptions.defaults().withLimits(TINY));
    }

    /// One write, short enough to reach a pipe whole or not at all.
    static void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The root, or the end of the runs that a kill left behind.
    private void begin() {
        if (kernel.state().lsn() == 0) {
            nextId.set(KernelFixtures.ROOT.value() + 1);
            commit(List.of(KernelFixtures.root()));
            return;
        }
        var left = new ArrayList<KernelOp>();
        for (var row : kernel.state().threads().children(KernelFixtures.ROOT)) {
            if (row.status() == ThreadStatus.ACTIVE) {
                left.add(new KernelOp.ThreadStatusSet(row.id(), ThreadStatus.FAILED));
            }
        }
        commit(left);
    }

    private long commit(List<? extends KernelOp> ops) {
        return commit(ops, Force.NOW);
    }

    private long commit(List<? extends KernelOp> ops, Force force) {
        var fingerprint = Fingerprint.of(ops);
        say("try " + fingerprint);
        while (true) {
            try {
                long lsn = kernel.commit(ops, force).lsn();
                if (force == Force.NOW) {
                    say("ack " + lsn + " " + fingerprint);
                }
                return lsn;
            } catch (KernelFullException e) {
                say("full");
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private void write(Random random) {
        try {
            var ended = new ArrayDeque<Ended>();
            while (true) {
                oneRun(random, ended);
            }
        } catch (RuntimeException | Error e) {
            say("end " + e);
        }
    }

    private record Ended(LoadRun run, long lsn) {}

    private void oneRun(Random random, ArrayDeque<Ended> ended) {
        var run = new LoadRun(random, nextId::getAndIncrement);
        var first = new ArrayList<>(run.begin());
        if (!ended.isEmpty() && random.nextBoolean()) {
            first.add(run.fork(ended.getFirst().run(), ended.getFirst().lsn()));
        }
        commit(first);
        for (int step = random.nextInt(12); step >= 0; step--) {
            commit(run.step(), random.nextInt(4) == 0 ? Force.WITH_NEXT : Force.NOW);
            if (random.nextInt(8) == 0) { // long enough for the log to be idle now and then
                LockSupport.parkNanos(random.nextLong(150_000_000));
            }
        }
        long lsn = commit(run.end());
        if (run.isKept()) {
            ended.addLast(new Ended(run, lsn));
        }
        if (ended.size() > 2) {
            commit(List.of(ended.removeFirst().run().erase()));
        }
    }
}

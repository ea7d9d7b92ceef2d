package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.testkit.KernelFixtures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A kernel in a process with little memory and little stack, used up by its callers. It says what
/// [LoadChild] says, and `out of` for each Error.
final class HungryChild {
    private static final int WRITERS = 4;

    private final WalKernel kernel;
    private final AtomicLong nextId;
    private final AtomicInteger errorsLeft;

    private HungryChild(WalKernel kernel, int errors) {
        this.kernel = kernel;
        this.nextId = new AtomicLong(Math.max(2, kernel.state().nextId()));
        this.errorsLeft = new AtomicInteger(errors);
    }

    /// @param args directory, `heap` or `stack`, Errors to bring about
    public static void main(String[] args) {
        Thread.ofPlatform().daemon().start(HungryChild::endWithTheParent);
        try (var kernel = LoadChild.open(Path.of(args[0]))) {
            var child = new HungryChild(kernel, Integer.parseInt(args[2]));
            if (kernel.state().lsn() == 0) {
                child.commit(List.of(KernelFixtures.root()));
            }
            child.commit(List.of(child.dispatch(10))); // its classes are loaded by then
            if (args[1].equals("stack")) {
                child.useUpTheStack();
            } else {
                child.useUpTheHeap();
            }
            child.commit(List.of(child.dispatch(10)));
            LoadChild.say("end well");
        } catch (KernelException e) {
            LoadChild.say("end " + e.getClass().getSimpleName());
        }
    }

    private static void endWithTheParent() {
        try {
            int end = System.in.read();
            Runtime.getRuntime().halt(end);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }

    private void commit(List<? extends KernelOp> ops) {
        var fingerprint = Fingerprint.of(ops);
        LoadChild.say("try " + fingerprint);
        long lsn = kernel.commit(ops, Force.NOW).lsn();
        LoadChild.say("ack " + lsn + " " + fingerprint);
    }

    private KernelOp dispatch(int size) {
        return KernelFixtures.dispatch(nextId.getAndIncrement(), 1, Bytes.of(new byte[size]));
    }

    private void useUpTheHeap() {
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                var random = new Random(writer);
                writers.execute(() -> growUntilEnough(random));
            }
        }
    }

    private void growUntilEnough(Random random) {
        int size = 10_000;
        while (errorsLeft.get() > 0) {
            try {
                commit(some(random, size));
                size += size / 2;
            } catch (CommitOutcomeUnknownException e) {
                LoadChild.say("stopped");
                return;
            } catch (KernelException e) {
                size = 10_000;
            } catch (OutOfMemoryError e) {
                size = 10_000;
                errorsLeft.decrementAndGet();
                LoadChild.say("out of memory");
            }
        }
    }

    /// Several ops of that size together, each of a size that lies in the log.
    private List<KernelOp> some(Random random, int size) {
        var ops = new ArrayList<KernelOp>();
        for (int left = size; left > 0; ) {
            int part = Math.min(left, 1 + random.nextInt(LogFormat.INLINE_BYTES_MAX));
            ops.add(dispatch(part));
            left -= part;
        }
        return ops;
    }

    private void useUpTheStack() {
        int said = errorsLeft.get();
        while (errorsLeft.get() > 0) {
            descend();
            for (; said > errorsLeft.get(); said--) {
                LoadChild.say("out of stack");
            }
        }
    }

    /// On the way back from the end of the stack, commit at each depth until one succeeds; so the
    /// stack ends at every place within a commit.
    /// @return whether one has
    @SuppressWarnings("InfiniteRecursion") // that is what it is for
    private boolean descend() {
        boolean done;
        try {
            done = descend();
        } catch (StackOverflowError e) {
            done = false;
        }
        return done || commitOne();
    }

    private boolean commitOne() {
        try {
            commit(List.of(dispatch(100)));
            return true;
        } catch (StackOverflowError | LinkageError e) { // a class was being initialised
            return errorsLeft.decrementAndGet() <= 0;
        }
    }
}

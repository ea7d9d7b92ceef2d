package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Several callers of one kernel, each on a virtual thread, in rounds. Every answer names an LSN;
/// so after a round the kernel must stand where the model stands after the same transactions in the
/// order of their LSNs, and what was rejected must not have fitted at some moment since its call.
/// After a crash it must stand at some LSN of that order, none before what was said to be forced;
/// which transactions those are whose callers were told nothing, the log itself says.
final class CallersRun implements AutoCloseable {
    private final WalDisk disk;
    private final TestClock clock = new TestClock();

    /// The model after each transaction, from an empty kernel on.
    private final List<Model> history = new ArrayList<>(List.of(Model.empty()));

    private WalKernel kernel;
    private long acknowledged;
    private boolean failing;
    private int rejected;

    /// One step, made so that it can be printed.
    sealed interface Step {
        /// @param choices of each caller
        record Round(List<List<Integer>> choices) implements Step {}

        record Reopen() implements Step {}

        record Crash() implements Step {}

        /// The disk goes after so many more changes, in the middle of something.
        record Fail(int changes) implements Step {}
    }

    CallersRun(WalDisk disk) {
        this.disk = disk;
        this.kernel = disk.open(clock);
    }

    long lsn() {
        return newest().lsn();
    }

    int rejected() {
        return rejected;
    }

    void take(Step step) throws InterruptedException {
        switch (step) {
            case Step.Round(var choices) -> round(choices);
            case Step.Reopen() -> reopen();
            case Step.Crash() -> losePower(List.of());
            case Step.Fail(int changes) -> {
                disk.failAfter(changes);
                failing = true;
            }
        }
    }

    private Model newest() {
        return history.getLast();
    }

    private void round(List<List<Integer>> choices) throws InterruptedException {
        clock.move(Chance.of(choices.isEmpty() ? List.of() : choices.getFirst()));
        var tried = atOnce(choices);
        if (tried.stream().anyMatch(Caller.Unknown.class::isInstance)) {
            losePower(tried);
        } else {
            for (var taken : inOrder(tried)) {
                assertThat(taken.lsn()).isEqualTo(lsn() + 1);
                apply(taken.ops());
            }
            noteForced(tried);
            tried.forEach(this::assertRejectedRightly);
            compare();
        }
    }

    private List<Caller.Tried> atOnce(List<List<Integer>> choices) throws InterruptedException {
        var callers =
                IntStream.range(0, choices.size())
                        .<Callable<List<Caller.Tried>>>mapToObj(
                                lane -> new Caller(kernel, newest(), clock, lane, choices))
                        .toList();
        var tried = new ArrayList<Caller.Tried>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : workers.invokeAll(callers)) {
                tried.addAll(done.get());
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a caller failed", e.getCause());
        }
        assertThat(tried.stream().filter(Caller.Unknown.class::isInstance).count() == 0 || failing)
                .as("only a disk that fails may leave a commit unknown")
                .isTrue();
        return tried;
    }

    private static List<Caller.Taken> inOrder(List<Caller.Tried> tried) {
        return tried.stream()
                .filter(Caller.Taken.class::isInstance)
                .map(Caller.Taken.class::cast)
                .sorted(Comparator.comparingLong(Caller.Taken::lsn))
                .toList();
    }

    private void apply(List<KernelOp> ops) {
        var next = TransactionGenerator.after(newest(), ops, clock.instant());
        assertThat(next).as("LSN %d, %s was taken; the model", lsn() + 1, ops).isPresent();
        history.add(next.orElseThrow());
    }

    private void noteForced(List<Caller.Tried> tried) {
        for (var taken : inOrder(tried)) {
            acknowledged = taken.forced() ? taken.lsn() : acknowledged;
        }
        acknowledged = Math.max(acknowledged, kernel.forcedLsn());
    }

    private void assertRejectedRightly(Caller.Tried tried) {
        if (tried instanceof Caller.Rejected(long from, var ops, var why)) {
            rejected++;
            assertThat(history.subList((int) from, history.size()))
                    .as("%s was rejected (%s) behind LSN %d", ops, why, from)
                    .anyMatch(m -> TransactionGenerator.after(m, ops, clock.instant()).isEmpty());
        }
    }

    private void reopen() {
        var hash = kernel.state().hash();
        acknowledged = Math.max(acknowledged, kernel.forcedLsn());
        var failure = Optional.ofNullable(catchThrowable(kernel::close));
        if (failure.isEmpty()) {
            acknowledged = lsn(); // a close forces
        } else {
            assertThat(failing).as("only a disk that fails may: %s", failure.get()).isTrue();
        }
        if (failing) {
            losePower(List.of());
        } else {
            kernel = disk.open(clock);
            assertThat(kernel.state().hash()).isEqualTo(hash);
        }
    }

    /// @param tried in the round that ended so, and not in the history yet
    private void losePower(List<Caller.Tried> tried) {
        noteForced(tried);
        disk.crash();
        close();
        failing = false;
        kernel = disk.open(clock);
        long found = kernel.state().lsn();
        assertThat(found).as("recovered LSN").isBetween(acknowledged, lsn() + tried.size());
        while (lsn() < found) {
            apply(opsOf(lsn() + 1, tried));
        }
        history.subList((int) found + 1, history.size()).clear();
        acknowledged = found;
        compare();
    }

    private List<KernelOp> opsOf(long lsn, List<Caller.Tried> tried) {
        var logged = Fingerprint.logged(kernel, lsn);
        return tried.stream()
                .filter(one -> !(one instanceof Caller.Taken taken) || taken.lsn() == lsn)
                .map(Caller.Tried::ops)
                .filter(ops -> isLogged(ops, logged))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody committed what LSN " + lsn + " is"));
    }

    /// Of what was rejected, or met a kernel that had failed, some no log can hold.
    private static boolean isLogged(List<KernelOp> ops, String logged) {
        try {
            return Fingerprint.of(ops).equals(logged);
        } catch (CommitRejectedException e) {
            return false;
        }
    }

    private void compare() {
        assertThat(StateText.difference(kernel.state(), newest()))
                .as("the kernel against the model at LSN %d", lsn())
                .isEmpty();
    }

    /// End the kernel's workers, whatever became of its disk.
    @Override
    public void close() {
        var _ = catchThrowable(kernel::close);
    }
}

package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One kernel and its storage, driven by steps and compared with the model at each of them. After a
/// crash the kernel must stand where the model stood after some prefix of the transactions, one
/// that holds everything acknowledged as forced.
final class ModelRun implements AutoCloseable {
    private final Storage storage;
    private final TestClock clock = new TestClock();

    /// The model after each transaction that may be on the disk, from an empty kernel on.
    private final List<Model> history = new ArrayList<>(List.of(Model.empty()));

    private Kernel kernel;
    private long acknowledged;
    private boolean failing;

    /// What a kernel is opened on, and what happens to it.
    interface Storage {
        Kernel open(InstantSource clock);

        /// Cut the power; the kernel that was open is lost.
        void crash();

        /// Let everything fail after so many more changes.
        void failAfter(int changes);
    }

    /// One step, made so that it can be shrunk and printed.
    sealed interface Step {
        /// @param choices of the [TransactionGenerator]
        record Commit(List<Integer> choices, Force force) implements Step {}

        record Reopen() implements Step {}

        record Crash() implements Step {}

        /// The disk goes after so many more changes, in the middle of something.
        record Fail(int changes) implements Step {}
    }

    ModelRun(Storage storage) {
        this.storage = storage;
        this.kernel = storage.open(clock);
    }

    void take(Step step) {
        switch (step) {
            case Step.Commit(var choices, var force) -> commit(Chance.of(choices), force);
            case Step.Reopen() -> reopen();
            case Step.Crash() -> crash();
            case Step.Fail(int changes) -> {
                storage.failAfter(changes);
                failing = true;
            }
        }
    }

    private Model newest() {
        return history.getLast();
    }

    private void commit(Chance chance, Force force) {
        clock.move(chance);
        var ops = new TransactionGenerator(chance).draw(newest(), clock.instant());
        var next = TransactionGenerator.after(newest(), ops, clock.instant());
        try {
            long lsn = kernel.commit(ops, force).lsn();
            assertThat(next).as("%s was taken; the model", ops).isPresent();
            assertThat(lsn).isEqualTo(newest().lsn() + 1);
            acknowledged = force == Force.NOW ? lsn : acknowledged;
            history.add(next.orElseThrow());
        } catch (CommitRejectedException e) {
            assertThat(next).as("%s was rejected (%s); the model", ops, e.getMessage()).isEmpty();
        } catch (KernelException e) {
            if (!failing) {
                throw e;
            }
            next.ifPresent(history::add); // it may be on the disk
            crash();
        }
    }

    private void reopen() {
        var hash = kernel.state().hash();
        acknowledgeForced();
        var failure = Optional.ofNullable(catchThrowable(kernel::close));
        if (failure.isEmpty()) {
            acknowledged = newest().lsn(); // a close forces
        } else {
            assertThat(failing).as("only a disk that fails may: %s", failure.get()).isTrue();
        }
        if (failing) {
            losePower();
        } else {
            open();
            assertThat(kernel.state().hash()).isEqualTo(hash);
        }
    }

    /// The highest LSN that the kernel ever called forced must be there afterwards.
    private void acknowledgeForced() {
        acknowledged = Math.max(acknowledged, kernel.forcedLsn());
    }

    private void crash() {
        acknowledgeForced();
        losePower();
    }

    private void losePower() {
        storage.crash();
        close();
        open();
    }

    private void open() {
        failing = false;
        kernel = storage.open(clock);
        long lsn = kernel.state().lsn();
        assertThat(lsn).as("recovered LSN").isBetween(acknowledged, newest().lsn());
        history.subList((int) lsn + 1, history.size()).clear();
        acknowledged = lsn;
        compare();
    }

    void compare() {
        assertThat(StateText.difference(kernel.state(), newest()))
                .as("the kernel against the model at LSN %d", lsn())
                .isEmpty();
    }

    /// Whatever came before, the kernel takes one more transaction and finds it again.
    void goOn() {
        crash();
        commit(Chance.of(List.of()), Force.NOW);
        reopen();
        compare();
    }

    long lsn() {
        return newest().lsn();
    }

    /// End the kernel's workers, whatever became of its disk.
    @Override
    public void close() {
        var _ = catchThrowable(kernel::close);
    }
}

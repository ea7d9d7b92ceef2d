package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.message;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;
import dev.bestcode.testkit.SimulatedFault;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Refusals for a thread that has left the table: the one commit that reads the log.
class LateRefusalTest {
    private final SimulatedDisk disk = SimulatedDisk.seeded(31);

    private static KernelOp refused(long id) {
        var head = message(id, 2, Bytes.ofUtf8("head"));
        return new KernelOp.MessageRefused(head, KernelFixtures.RIGHTS, "too late");
    }

    @Test
    void refusalsOfOneBatchFollowTheMessagesThatTheBatchHoldsToo() throws Exception {
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root(), push(2, 1, "a")), Force.NOW);
            var batch =
                    List.of(
                            List.of(dispatch(3, 2), new KernelOp.ThreadPruned(new ThreadId(2))),
                            List.of(refused(4)),
                            List.of(refused(5)));
            commitAtOnce(kernel, batch);
            assertThat(kernel.state().journal().last(new ThreadId(2), 9))
                    .extracting(entry -> entry.message().id().value())
                    .containsExactly(3L, 4L, 5L);
        }
    }

    /// Holds the log thread in a force until all of them wait.
    private void commitAtOnce(WalKernel kernel, List<List<KernelOp>> batch) throws Exception {
        var held = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        disk.watchChanges(
                () -> {
                    reached.countDown();
                    Uninterruptibly.run(held::await);
                });
        var callers = new ArrayList<Thread>();
        callers.add(waiting(kernel, List.of(dispatch(9, 1))));
        reached.await();
        for (var ops : batch) {
            callers.add(waiting(kernel, ops));
        }
        held.countDown();
        for (var caller : callers) {
            caller.join();
        }
    }

    private static Thread waiting(WalKernel kernel, List<KernelOp> ops) {
        var caller = Thread.ofPlatform().start(() -> kernel.commit(ops, Force.NOW));
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return caller;
    }

    @Test
    void readThatFailsRefusesThatCommitAloneAndTheLogGoesOn() {
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root(), push(2, 1, "a")), Force.NOW);
            kernel.commit(List.of(dispatch(3, 2)), Force.NOW);
            kernel.commit(List.of(new KernelOp.ThreadPruned(new ThreadId(2))), Force.NOW);
            disk.inject(SimulatedFault.nth(1).of(SimulatedCall.READ));
            assertThatThrownBy(() -> kernel.commit(List.of(refused(4)), Force.NOW))
                    .isExactlyInstanceOf(KernelException.class)
                    .hasMessageContaining("Nothing has changed");
            assertThat(kernel.state().lsn()).isEqualTo(3);
            kernel.commit(List.of(refused(4)), Force.NOW);
            assertThat(kernel.state().journal().last(new ThreadId(2), 9)).hasSize(2);
        }
    }
}

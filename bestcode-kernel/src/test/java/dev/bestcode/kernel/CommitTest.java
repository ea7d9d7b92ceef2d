package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.open;
import static dev.bestcode.testkit.KernelFixtures.ROOT;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.message;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

class CommitTest {
    private final SimulatedDisk disk = SimulatedDisk.seeded(1);
    private final WalKernel kernel = open(disk);

    @AfterEach
    void close() {
        try {
            kernel.close();
        } catch (KernelException e) {
            assertThat(e).hasMessageContaining("the power is cut");
        }
    }

    private void commit(KernelOp... ops) {
        kernel.commit(List.of(ops), Force.NOW);
    }

    private void assertRejected(String reason, KernelOp... ops) {
        var before = kernel.state().hash();
        assertThatThrownBy(() -> commit(ops))
                .isInstanceOf(CommitRejectedException.class)
                .hasMessageContaining(reason);
        assertThat(kernel.state().hash()).isEqualTo(before);
    }

    @Test
    void whatDoesNotFitTheStateIsRejectedAloneAndWhole() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), dispatch(4, 3));
        assertRejected("is the root already", pushRootAgain());
        assertRejected("thread 9 is unknown", push(5, 9, "c"));
        assertRejected("the number is taken", push(5, 1, "c"), push(4, 1, "d"));
        assertRejected("has 1 children", new KernelOp.ThreadPruned(new ThreadId(2)));
        assertRejected("the root, which stays", prunedToTheRoot());
        assertRejected("message 3 is unknown", new KernelOp.MessageDelivered(new MessageId(3)));
        assertRejected("thread 9 is unknown", segment(5, 9, "x"));
        assertRejected(
                "thread 9 is unknown",
                new KernelOp.HandlerStateSet(new ThreadId(9), "a", Bytes.EMPTY));
        assertRejected(
                "thread 9 is unknown", new KernelOp.UsageCharged(new ThreadId(9), Usage.ZERO));
        assertRejected("surrogate", push(5, 1, "\uD800"));
        commit(new KernelOp.MessageDelivered(new MessageId(4)));
        assertRejected("finished", new KernelOp.MessageDelivered(new MessageId(4)));
    }

    private static KernelOp pushRootAgain() {
        return new KernelOp.ThreadPushed(
                new ThreadId(5),
                Optional.empty(),
                Optional.empty(),
                "root",
                "none",
                KernelFixtures.RIGHTS);
    }

    private static KernelOp[] prunedToTheRoot() {
        return new KernelOp[] {
            new KernelOp.ThreadPruned(new ThreadId(3)),
            new KernelOp.ThreadPruned(new ThreadId(2)),
            new KernelOp.ThreadPruned(ROOT)
        };
    }

    @Test
    void prunedThreadLeavesItsMessagesAndItsUsageBehind() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), dispatch(4, 3), segment(5, 3, "page"));
        commit(new KernelOp.UsageCharged(new ThreadId(3), new Usage(1, 2, 3, 4)));
        commit(new KernelOp.HandlerStateSet(new ThreadId(3), "b", Bytes.ofUtf8("kept")));
        assertThat(kernel.state().contexts().content(new SegmentId(5)))
                .contains(Bytes.ofUtf8("page"));
        commit(new KernelOp.ThreadPruned(new ThreadId(3)));

        var state = kernel.state();
        assertThat(state.contexts().content(new SegmentId(5))).isEmpty();
        assertThat(state.contexts().segments(new ThreadId(3))).isEmpty();
        assertThat(state.handlerState(new ThreadId(3), "b")).isEmpty();
        assertThat(state.usage(new ThreadId(3))).isEqualTo(Usage.ZERO);
        assertThat(state.usage(new ThreadId(2))).isEqualTo(new Usage(1, 2, 3, 4));
        assertThat(state.usage(ROOT)).isEqualTo(new Usage(1, 2, 3, 4));
        assertThat(state.journal().last(new ThreadId(3), 9)).hasSize(1);
        assertThat(state.nextId()).isEqualTo(6);
        assertRejected("is taken, or was", push(3, 1, "again"));
    }

    @Test
    void journalAnswersByThreadByLsnAndByWhatIsOpen() {
        commit(root(), push(2, 1, "a"));
        commit(dispatch(9, 2), dispatch(5, 1), dispatch(7, 2));
        commit(dispatch(6, 2), new KernelOp.MessageDelivered(new MessageId(7)));
        commit(new KernelOp.MessageFailed(new MessageId(9), "broke"));
        commit(
                new KernelOp.MessageRefused(
                        message(10, 2, Bytes.ofUtf8("head")), KernelFixtures.RIGHTS, "no route"));

        var journal = kernel.state().journal();
        assertThat(journal.last(new ThreadId(2), 3))
                .extracting(e -> e.message().id().value())
                .containsExactly(7L, 6L, 10L);
        assertThat(journal.from(2, 4))
                .extracting(e -> e.message().id().value())
                .containsExactly(9L, 5L, 7L, 6L);
        assertThat(journal.undelivered())
                .extracting(e -> e.message().id().value())
                .containsExactly(5L, 6L);
        var refused = journal.get(new MessageId(10)).orElseThrow();
        assertThat(refused.status()).isEqualTo(MessageStatus.REFUSED);
        assertThat(refused.reason()).isEqualTo("no route");
        assertThat(refused.payloadHash()).isEqualTo(KernelFixtures.RIGHTS);
        assertThat(journal.get(new MessageId(9)).orElseThrow().reason()).isEqualTo("broke");
    }

    @Test
    void sixteenWritersShareForces() throws Exception {
        commit(root());
        long before = disk.forces();
        int perWriter = 100;
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            for (int w = 0; w < 16; w++) {
                long first = 2 + (long) w * perWriter;
                futures.add(
                        writers.submit(
                                () -> {
                                    for (long id = first; id < first + perWriter; id++) {
                                        commit(dispatch(id, 1));
                                    }
                                }));
            }
            for (var future : futures) {
                future.get();
            }
        }
        assertThat(kernel.state().lsn()).isEqualTo(1 + 16 * perWriter);
        assertThat(kernel.forcedLsn()).isEqualTo(kernel.state().lsn());
        assertThat(disk.forces() - before).isBetween(1L, 16L * perWriter - 1);
    }

    @Test
    void commitWithNextIsCarriedByTheNextForce() {
        commit(root());
        long forces = disk.forces();
        kernel.commit(List.of(push(2, 1, "a")), Force.WITH_NEXT);
        kernel.commit(List.of(push(3, 1, "b")), Force.NOW);
        assertThat(disk.forces() - forces).isBetween(1L, 2L);
        assertThat(kernel.forcedLsn()).isEqualTo(3);
        assertThat(open(disk.crash()).state().threads().count()).isEqualTo(3);
    }

    @Test
    void idleLogForcesWhatNobodyForced() throws InterruptedException {
        var forced = new LinkedBlockingQueue<Long>();
        kernel.onForced(forced::add);
        kernel.onForced(
                _ -> {
                    throw new IllegalStateException("a listener's mistake");
                });
        kernel.commit(List.of(root()), Force.WITH_NEXT);
        assertThat(forced.take()).isEqualTo(1);
        assertThat(kernel.forcedLsn()).isEqualTo(1);
        assertThat(open(disk.crash()).state().threads().root()).isPresent();
    }

    @Test
    void interruptedCallersAreToldTheTruthAndKeepTheirInterrupt() throws Exception {
        commit(root());
        var acknowledged = new ConcurrentSkipListSet<Long>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<?>>();
            for (long id = 2; id < 400; id++) {
                long message = id;
                futures.add(
                        writers.submit(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    commit(dispatch(message, 1));
                                    var entry =
                                            kernel.state().journal().get(new MessageId(message));
                                    if (entry.isPresent() && Thread.interrupted()) {
                                        acknowledged.add(message);
                                    }
                                }));
            }
            for (var future : futures) {
                future.get();
            }
        }
        assertThat(acknowledged).hasSize(398);
        assertThat(kernel.state().journal().undelivered()).hasSize(398);
    }

    @Test
    void oversizeTransactionIsRejectedBeforeItIsLogged() {
        commit(root());
        long writes = disk.writes();
        var page = Bytes.of(new byte[LogFormat.INLINE_BYTES_MAX]);
        var huge = new KernelOp[LogFormat.RECORD_BYTES_MAX / page.size()];
        Arrays.setAll(huge, i -> dispatch(2 + i, 1, page));
        assertRejected("takes more than", huge);
        assertThat(disk.writes() - writes).isLessThanOrEqualTo(1); // the idle seal
        commit(Arrays.copyOf(huge, huge.length - 1));
        assertThat(kernel.state().journal().get(new MessageId(2)).orElseThrow().message().payload())
                .isEqualTo(page);
    }
}

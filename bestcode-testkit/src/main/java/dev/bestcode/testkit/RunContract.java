package dev.bestcode.testkit;

import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.charge;
import static dev.bestcode.testkit.KernelFixtures.complete;
import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.erase;
import static dev.bestcode.testkit.KernelFixtures.fail;
import static dev.bestcode.testkit.KernelFixtures.fold;
import static dev.bestcode.testkit.KernelFixtures.fork;
import static dev.bestcode.testkit.KernelFixtures.handlerState;
import static dev.bestcode.testkit.KernelFixtures.payload;
import static dev.bestcode.testkit.KernelFixtures.prune;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.refuse;
import static dev.bestcode.testkit.KernelFixtures.retain;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;
import static dev.bestcode.testkit.KernelFixtures.status;
import static dev.bestcode.testkit.KernelFixtures.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;

/// The chapter of runs: how they begin and end, and what retention leaves of them.
interface RunContract extends KernelSubject {
    RunId FORK = new RunId("fork");
    RunId NOBODY = new RunId("nobody");
    Retention ON_DELIVERY = new Retention.PruneOnDelivery();

    private RunRow run(RunId run) {
        return state().runs().get(run).orElseThrow();
    }

    private JournalEntry entry(long message) {
        return state().journal().get(new MessageId(message)).orElseThrow();
    }

    private void assertKept(long message) {
        assertThat(entry(message).pruned()).isFalse();
        assertThat(entry(message).message().payload()).isEqualTo(payload(message));
    }

    private void assertGone(long message) {
        assertThat(entry(message).pruned()).isTrue();
        assertThat(entry(message).message().payload()).isEqualTo(Bytes.EMPTY);
        assertThat(entry(message).payloadHash()).isEqualTo(payload(message).sha256());
        assertThat(entry(message).reason()).isEmpty();
    }

    @Test
    default void aRunBeginsWithTheFirstThreadThatNamesIt() {
        commit(root(), push(RUN, 5, 1, "a"), push(FORK, 3, 5, "b"), push(RUN, 2, 1, "c"));
        assertThat(state().runs().all()).extracting(RunRow::id).containsExactly(RUN, FORK);
        assertThat(run(RUN).thread()).isEqualTo(thread(5));
        assertThat(run(RUN).retention()).isEqualTo(new Retention.Forever());
        assertThat(run(RUN).endedAt()).isEmpty();
        assertThat(run(RUN).pruned()).isEmpty();
        assertThat(state().threads().ofRun(FORK)).map(ThreadRow::name).contains("b");
        assertThat(state().threads().ofRun(NOBODY)).isEmpty();
        assertThat(state().runs().get(NOBODY)).isEmpty();
    }

    @Test
    default void aRunEndsWithItsFirstThreadAndGoesOnWithIt() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), dispatch(4, 2));
        commit(complete(3));
        assertThat(run(RUN).endedAt()).isEmpty();
        commit(complete(2), dispatch(5, 1));
        assertThat(run(RUN).endedAt()).contains(entry(5).time());
        commit(status(2, ThreadStatus.ACTIVE));
        assertThat(run(RUN).endedAt()).isEmpty();
        commit(status(2, ThreadStatus.FAILED));
        assertThat(run(RUN).endedAt()).isPresent();
        assertThat(run(RUN).startedAt()).isEqualTo(entry(4).time());
    }

    @Test
    default void whatIsSaidOfARunNeedsAKnownOneThatIsNotPruned() {
        commit(root(), push(RUN, 2, 1, "a"), push(FORK, 3, 1, "b"));
        assertRejected(retain(NOBODY, ON_DELIVERY));
        assertRejected(erase(NOBODY));
        assertRejected(erase(RUN));
        commit(retain(RUN, new Retention.Days(7)));
        assertThat(run(RUN).retention()).isEqualTo(new Retention.Days(7));
        commit(complete(2), erase(RUN));
        assertThat(run(RUN).pruned()).contains(PruneReason.ERASED);
        assertRejected(erase(RUN));
        assertRejected(retain(RUN, ON_DELIVERY));
        assertRejected(fork(FORK, RUN, 1));
    }

    @Test
    default void aPrunedRunKeepsItsRowsAndDigestsAndLosesItsContent() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), segment(4, 3, "page"), fold(4, 3, "s"));
        commit(dispatch(5, 2), dispatch(6, 3), refuse(7, 3, "why"), dispatch(8, 2));
        commit(dispatch(9, 1), handlerState(3, "b", "state"), charge(3, new Usage(1, 0, 0, 0)));
        commit(deliver(5), fail(6, "broke"), deliver(9), complete(2), erase(RUN));
        assertThat(state().contexts().segments(thread(3))).isEmpty();
        assertThat(state().contexts().get(new SegmentId(4))).isEmpty();
        assertThat(state().contexts().content(new SegmentId(4))).isEmpty();
        assertThat(state().contexts().summary(new SegmentId(4))).isEmpty();
        assertThat(state().handlerState(thread(3), "b")).isEmpty();
        assertGone(5);
        assertGone(6);
        assertGone(7);
        assertKept(8);
        assertKept(9);
        assertThat(state().threads().count()).isEqualTo(3);
        assertThat(state().usage(thread(2))).isEqualTo(new Usage(1, 0, 0, 0));
        commit(deliver(8));
        assertGone(8);
    }

    @Test
    default void aPrunedRunCannotGoOn() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), complete(2), erase(RUN));
        assertRejected(status(2, ThreadStatus.ACTIVE));
        assertRejected(status(3, ThreadStatus.ACTIVE));
        assertRejected(push(4, 1, "c"));
        assertRejected(segment(4, 3, "page"));
        assertRejected(handlerState(3, "b", "state"));
        commit(status(3, ThreadStatus.FAILED), prune(3));
        assertThat(run(RUN).pruned()).contains(PruneReason.ERASED);
    }

    @Test
    default void pruneOnDeliveryDropsAPayloadAtOnceAndTheRestWithTheEndOfTheRun() {
        commit(root(), push(2, 1, "a"), retain(RUN, ON_DELIVERY), segment(3, 2, "page"));
        commit(dispatch(4, 2), dispatch(5, 2), dispatch(6, 2), refuse(7, 2, "no route"));
        commit(deliver(4), fail(5, "broke"));
        assertGone(4);
        assertGone(5);
        assertKept(6);
        assertGone(7);
        assertThat(state().contexts().segments(thread(2))).hasSize(1);
        commit(complete(2));
        assertThat(run(RUN).pruned()).contains(PruneReason.DELIVERED);
        assertKept(6);
        assertThat(state().contexts().segments(thread(2))).isEmpty();
        assertRejected(status(2, ThreadStatus.ACTIVE));
    }

    @Test
    default void whatGoesWithItsDeliveryIsNeitherKeptAgainNorForked() {
        commit(root(), push(RUN, 2, 1, "a"), push(FORK, 3, 1, "b"), retain(RUN, ON_DELIVERY));
        assertRejected(retain(RUN, new Retention.Forever()));
        assertRejected(retain(RUN, new Retention.Days(7)));
        assertRejected(fork(FORK, RUN, 1));
        commit(retain(RUN, ON_DELIVERY));
    }

    @Test
    default void pruneOnDeliverySaidLateHoldsForWhatHasBeen() {
        commit(root(), push(2, 1, "a"), segment(3, 2, "page"), dispatch(4, 2), deliver(4));
        commit(retain(RUN, ON_DELIVERY));
        assertGone(4);
        assertThat(run(RUN).pruned()).isEmpty();
        commit(push(FORK, 5, 1, "b"), segment(6, 5, "page"), complete(5));
        commit(retain(FORK, ON_DELIVERY));
        assertThat(run(FORK).pruned()).contains(PruneReason.DELIVERED);
        assertThat(state().contexts().segments(thread(5))).isEmpty();
    }

    @Test
    default void aForkKeepsWhatItBeganWithUntilItIsPrunedItself() {
        commit(root(), push(RUN, 2, 1, "a"), dispatch(4, 2), segment(8, 2, "page"));
        long through = commit(dispatch(5, 2)).lsn();
        commit(dispatch(6, 2), deliver(4), fail(5, "broke"), deliver(6));
        commit(push(FORK, 3, 1, "b"), fork(FORK, RUN, through), complete(2));
        commit(erase(RUN));
        assertKept(4);
        assertKept(5);
        assertThat(entry(5).reason()).isEqualTo("broke");
        assertGone(6);
        assertThat(state().contexts().segments(thread(2))).isEmpty();
        commit(complete(3), erase(FORK));
        assertGone(4);
        assertGone(5);
    }

    @Test
    default void aForkNeedsTwoKnownRunsAndATransactionThatHasBeen() {
        commit(root(), push(RUN, 2, 1, "a"), push(FORK, 3, 1, "b"));
        commit();
        assertRejected(fork(NOBODY, RUN, 1));
        assertRejected(fork(FORK, NOBODY, 1));
        assertRejected(fork(FORK, RUN, 0));
        assertRejected(fork(FORK, RUN, 3)); // its own, which is not there yet
        assertRejected(fork(FORK, FORK, 1));
        commit(fork(FORK, RUN, 2));
        assertRejected(fork(FORK, RUN, 2));
    }
}

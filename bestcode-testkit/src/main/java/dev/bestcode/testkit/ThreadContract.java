package dev.bestcode.testkit;

import static dev.bestcode.testkit.KernelFixtures.RIGHTS;
import static dev.bestcode.testkit.KernelFixtures.ROOT;
import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.charge;
import static dev.bestcode.testkit.KernelFixtures.complete;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.handlerState;
import static dev.bestcode.testkit.KernelFixtures.prune;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;
import static dev.bestcode.testkit.KernelFixtures.status;
import static dev.bestcode.testkit.KernelFixtures.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// The chapter of the thread table, accounts and handlers' states.
interface ThreadContract extends KernelSubject {
    /// How far below the root a thread may lie.
    int DEPTH_MAX = 100_000;

    @Test
    default void theFirstThreadIsTheRootAndTheOnlyOneWithoutAParentOrARun() {
        assertRejected(push(2, 1, "early"));
        assertRejected(rootOfARun());
        commit(root());
        assertThat(state().threads().root())
                .contains(
                        new ThreadRow(
                                ROOT,
                                Optional.empty(),
                                Optional.empty(),
                                "root",
                                "none",
                                RIGHTS,
                                ThreadStatus.ACTIVE));
        assertRejected(secondRoot());
        assertRejected(childWithoutARun());
        assertRejected(push(2, 9, "of nobody"));
    }

    private static KernelOp rootOfARun() {
        return new KernelOp.ThreadPushed(
                ROOT, Optional.empty(), Optional.of(RUN), "root", "none", RIGHTS);
    }

    private static KernelOp secondRoot() {
        return new KernelOp.ThreadPushed(
                thread(2), Optional.empty(), Optional.empty(), "root", "none", RIGHTS);
    }

    private static KernelOp childWithoutARun() {
        return new KernelOp.ThreadPushed(
                thread(2), Optional.of(ROOT), Optional.empty(), "child", "none", RIGHTS);
    }

    @Test
    default void childrenAreListedAsTheyWerePushedAndPathsFollowTheirNames() {
        commit(root(), push(9, 1, "b"), push(3, 1, "a"), push(4, 3, "日本"));
        var threads = state().threads();
        assertThat(threads.children(ROOT)).extracting(ThreadRow::name).containsExactly("b", "a");
        assertThat(threads.children(thread(8))).isEmpty();
        assertThat(threads.path(thread(4))).isEqualTo("root.a.日本");
        assertThat(threads.path(thread(8))).isEmpty();
        assertThat(threads.get(thread(8))).isEmpty();
        assertThat(threads.count()).isEqualTo(4);
    }

    @Test
    default void threadsAreFoundByTheirStatus() {
        commit(root(), push(9, 1, "b"), push(3, 1, "a"));
        commit(complete(9), complete(3), status(3, ThreadStatus.FAILED));
        var threads = state().threads();
        assertThat(threads.withStatus(ThreadStatus.ACTIVE)).containsOnly(threads.root().get());
        assertThat(threads.withStatus(ThreadStatus.COMPLETED))
                .extracting(ThreadRow::name)
                .containsExactly("b");
        assertThat(threads.withStatus(ThreadStatus.FAILED))
                .extracting(ThreadRow::name)
                .containsExactly("a");
        assertRejected(complete(8));
    }

    @Test
    default void aNumberIsNeverUsedTwiceWhateverItNames() {
        commit(root(), push(2, 1, "a"), dispatch(3, 2), segment(7, 2, "page"), push(5, 1, "b"));
        assertThat(state().nextId()).isEqualTo(8);
        commit(prune(5));
        for (int used : new int[] {1, 2, 3, 5, 7}) {
            assertRejected(push(used, 1, "again"));
            assertRejected(dispatch(used, 2));
            assertRejected(segment(used, 2, "again"));
        }
        assertRejected(push(8, 1, "twice"), dispatch(8, 1));
        commit(push(4, 1, "between"));
        assertThat(state().nextId()).isEqualTo(8);
        assertRejected(push(Long.MAX_VALUE, 1, "the last number"));
    }

    @Test
    default void onlyAThreadWithoutChildrenIsPrunedAndNeverTheRoot() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"));
        assertRejected(prune(2));
        assertRejected(prune(9));
        assertRejected(prune(3), prune(2), prune(1));
        commit(prune(3), prune(2));
        assertThat(state().threads().count()).isEqualTo(1);
        assertThat(state().threads().children(ROOT)).isEmpty();
        assertRejected(complete(2));
    }

    @Test
    default void aPrunedThreadLeavesItsMessagesAndItsUsageBehindAndNothingElse() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), dispatch(4, 3), segment(5, 3, "page"));
        commit(charge(3, new Usage(1, 2, 3, 4)), handlerState(3, "b", "kept"));
        commit(prune(3));
        var state = state();
        assertThat(state.contexts().segments(thread(3))).isEmpty();
        assertThat(state.contexts().get(new SegmentId(5))).isEmpty();
        assertThat(state.contexts().content(new SegmentId(5))).isEmpty();
        assertThat(state.handlerState(thread(3), "b")).isEmpty();
        assertThat(state.usage(thread(3))).isEqualTo(Usage.ZERO);
        assertThat(state.usage(thread(2))).isEqualTo(new Usage(1, 2, 3, 4));
        assertThat(state.journal().last(thread(3), 9)).hasSize(1);
    }

    @Test
    default void usageIsChargedToTheThreadAndAllAboveIt() {
        commit(root(), push(2, 1, "a"), push(3, 2, "b"), push(4, 1, "c"));
        commit(charge(3, new Usage(1, 2, 3, 4)), charge(2, new Usage(10, 0, 0, 0)));
        assertThat(state().usage(thread(3))).isEqualTo(new Usage(1, 2, 3, 4));
        assertThat(state().usage(thread(2))).isEqualTo(new Usage(11, 2, 3, 4));
        assertThat(state().usage(ROOT)).isEqualTo(new Usage(11, 2, 3, 4));
        assertThat(state().usage(thread(4))).isEqualTo(Usage.ZERO);
        assertRejected(charge(9, Usage.ZERO));
    }

    @Test
    default void usageThatPassesALongOnAnyThreadIsRejected() {
        commit(root(), push(2, 1, "a"), push(3, 1, "b"));
        commit(charge(2, new Usage(0, Long.MAX_VALUE, 0, 0)));
        assertRejected(charge(3, new Usage(0, 1, 0, 0)));
        commit(charge(3, new Usage(Long.MAX_VALUE, 0, 0, 0)));
        assertThat(state().usage(ROOT)).isEqualTo(new Usage(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0));
    }

    @Test
    default void theNewestStateOfEachHandlerIsKept() {
        commit(root(), push(2, 1, "a"));
        commit(handlerState(2, "a", "old"), handlerState(2, "b", ""), handlerState(1, "a", "up"));
        commit(handlerState(2, "a", "new"));
        assertThat(state().handlerState(thread(2), "a")).contains(Bytes.ofUtf8("new"));
        assertThat(state().handlerState(thread(2), "b")).contains(Bytes.EMPTY);
        assertThat(state().handlerState(ROOT, "a")).contains(Bytes.ofUtf8("up"));
        assertThat(state().handlerState(ROOT, "b")).isEmpty();
        assertRejected(handlerState(9, "a", "of nobody"));
    }

    @Test
    default void aThreadMayLieAHundredThousandBelowTheRootAndNoDeeper() {
        commit(root());
        for (int depth = 0; depth < DEPTH_MAX; depth += 5000) {
            var chain = new KernelOp[5000];
            for (int i = 0; i < chain.length; i++) {
                chain[i] = push(depth + i + 2L, depth + i + 1L, "c");
            }
            commit(chain);
        }
        long deepest = DEPTH_MAX + 1L;
        assertRejected(push(deepest + 1, deepest, "c"));
        commit(charge(deepest, new Usage(1, 0, 0, 0)));
        assertThat(state().usage(ROOT)).isEqualTo(new Usage(1, 0, 0, 0));
        assertThat(state().threads().path(thread(deepest)))
                .hasSize("root".length() + 2 * DEPTH_MAX);
    }
}

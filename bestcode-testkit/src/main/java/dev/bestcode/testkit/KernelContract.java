package dev.bestcode.testkit;

import static dev.bestcode.testkit.KernelFixtures.RIGHTS;
import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.complete;
import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.erase;
import static dev.bestcode.testkit.KernelFixtures.fold;
import static dev.bestcode.testkit.KernelFixtures.handlerState;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.refuse;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;
import static dev.bestcode.testkit.KernelFixtures.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// What every [Kernel] owes its callers. Extend it, say how yours is opened, and run it.
public abstract class KernelContract
        implements ThreadContract, JournalContract, ContextContract, RunContract {
    private static final int WRITERS = 16;
    private static final int COMMITS_EACH = 20;

    private Optional<Kernel> opened = Optional.empty();

    /// A kernel with nothing in it, on storage of its own.
    protected abstract Kernel open();

    /// The test's last kernel once more, from what it left when it was closed; empty when that is
    /// nothing.
    protected abstract Optional<Kernel> reopen();

    /// Whether a state that somebody holds stays as it is. It must; an oracle may do without.
    protected boolean holdsStates() {
        return true;
    }

    @Override
    public final Kernel kernel() {
        return opened.orElseThrow();
    }

    @BeforeEach
    final void openEmpty() {
        opened = Optional.of(open());
    }

    @AfterEach
    final void closeLast() {
        opened.ifPresent(Kernel::close);
    }

    private void closeAndReopen() {
        kernel().close();
        opened = reopen();
        assumeTrue(opened.isPresent(), "this kernel keeps nothing beyond its close");
    }

    @Test
    void anEmptyKernelHasNothingAndBeginsAtOne() {
        assertThat(state().lsn()).isZero();
        assertThat(state().nextId()).isEqualTo(1);
        assertThat(state().threads().count()).isZero();
        assertThat(state().threads().root()).isEmpty();
        assertThat(state().runs().all()).isEmpty();
        assertThat(state().journal().from(0, 9)).isEmpty();
        assertThat(kernel().forcedLsn()).isZero();
    }

    @Test
    void acceptedTransactionsAreNumberedFromOneTheEmptyOneToo() {
        assertThat(commit(root()).lsn()).isEqualTo(1);
        assertThat(commit().lsn()).isEqualTo(2);
        assertRejected(root());
        assertThat(commit(dispatch(2, 1)).lsn()).isEqualTo(3);
        assertThat(state().lsn()).isEqualTo(3);
    }

    @Test
    void aTransactionAppliesWhollyOrNotAtAll() {
        commit(root());
        assertRejected(
                push(2, 1, "a"), dispatch(3, 2), segment(4, 2, "page"), deliver(3), deliver(3));
        assertThat(state().nextId()).isEqualTo(2);
        commit(push(2, 1, "a"), dispatch(3, 2), segment(4, 2, "page"), deliver(3));
        assertThat(state().nextId()).isEqualTo(5);
    }

    @Test
    void halfACharacterIsRejectedWhereverItStands() {
        commit(root());
        assertRejected(push(2, 1, "\uD800"));
        assertRejected(handlerState(1, "x\uDC00", "state"));
        assertRejected(refuse(2, 1, "\uD83Dx"));
        commit(push(2, 1, "\uD83D\uDE00\0 é"));
        assertThat(state().threads().path(thread(2))).isEqualTo("root.\uD83D\uDE00\0 é");
    }

    @Test
    void aHeldStateStaysAsItIs() {
        assumeTrue(holdsStates());
        commit(root(), push(2, 1, "a"), dispatch(3, 2), segment(4, 2, "page"));
        var held = state();
        var hash = held.hash();
        commit(deliver(3), fold(4, 2, "s"), dispatch(5, 2), complete(2), erase(RUN));
        assertThat(held.lsn()).isEqualTo(1);
        assertThat(held.hash()).isEqualTo(hash).isNotEqualTo(state().hash());
        assertThat(held.journal().undelivered()).hasSize(1);
        assertThat(held.contexts().segments(thread(2))).hasSize(1);
        assertThat(held.runs().get(RUN).orElseThrow().endedAt()).isEmpty();
    }

    @Test
    void keptContentIsThereByItsHashAndStaysBeyondAClose() {
        var content = Bytes.ofUtf8("as it was before");
        commit(root(), push(2, 1, "a"));
        commit(new KernelOp.ContentKept(thread(2), content));
        assertThat(kernel().content().get(content.sha256())).contains(content);
        assertThatThrownBy(() -> commit(new KernelOp.ContentKept(thread(9), content)))
                .isInstanceOf(CommitRejectedException.class);
        closeAndReopen();
        assertThat(kernel().content().get(content.sha256())).contains(content);
    }

    @Test
    void contentIsStoredOnceUnderItsHash() {
        var content = Bytes.ofUtf8("rights");
        var hash = kernel().content().put(content);
        assertThat(hash).isEqualTo(content.sha256());
        assertThat(kernel().content().put(content)).isEqualTo(hash);
        assertThat(kernel().content().get(hash)).contains(content);
        assertThat(kernel().content().get(Sha256.of(new byte[] {1}))).isEmpty();
        assertThat(kernel().content().get(kernel().content().put(Bytes.EMPTY)))
                .contains(Bytes.EMPTY);
    }

    @Test
    void everythingIsThereAfterAReopen() {
        kernel().content().put(Bytes.EMPTY); // RIGHTS, which the threads below name
        commit(root(), push(2, 1, "a"), dispatch(3, 2), segment(4, 2, "page"), fold(4, 2, "s"));
        kernel().commit(
                        List.of(handlerState(2, "a", "state"), refuse(5, 2, "no")),
                        Force.WITH_NEXT);
        var hash = state().hash();
        var entries = state().journal().from(0, 9);
        closeAndReopen();
        assertThat(state().hash()).isEqualTo(hash);
        assertThat(state().lsn()).isEqualTo(2);
        assertThat(state().nextId()).isEqualTo(6);
        assertThat(state().journal().from(0, 9)).isEqualTo(entries);
        assertThat(state().contexts().content(new SegmentId(4))).contains(Bytes.ofUtf8("page"));
        assertThat(state().contexts().summary(new SegmentId(4))).contains(Bytes.ofUtf8("s"));
        assertThat(state().handlerState(thread(2), "a")).contains(Bytes.ofUtf8("state"));
        assertThat(kernel().content().get(RIGHTS)).contains(Bytes.EMPTY);
        assertThat(kernel().forcedLsn()).isEqualTo(2);
        assertThat(commit(deliver(3)).lsn()).isEqualTo(3);
    }

    @Test
    void whatAListenerKeptBeforeIsThereByItsTransaction() {
        commit(root());
        long first = commit(handlerState(1, "a", "one")).lsn();
        long second = commit(handlerState(1, "a", "two")).lsn();
        closeAndReopen();
        assertThat(state().handlerStateLsn(thread(1), "a")).hasValue(second);
        assertThat(state().handlerStateLsn(thread(1), "b")).isEmpty();
        assertThat(state().handlerState(thread(1), "a", first)).contains(Bytes.ofUtf8("one"));
        assertThat(state().handlerState(thread(1), "a", second)).contains(Bytes.ofUtf8("two"));
        assertThat(state().handlerState(thread(1), "b", first)).isEmpty();
        assertThat(state().handlerState(thread(2), "a", first)).isEmpty();
        for (long none : new long[] {-1, 0, first - 1, second + 1, Long.MAX_VALUE}) {
            assertThat(state().handlerState(thread(1), "a", none)).isEmpty();
        }
    }

    @Test
    void whatRetentionDroppedStaysGoneAfterAReopen() {
        commit(root(), push(2, 1, "a"), dispatch(3, 2), segment(4, 2, "page"), deliver(3));
        commit(complete(2), erase(RUN));
        closeAndReopen();
        assertThat(state().journal().last(thread(2), 1).getFirst().pruned()).isTrue();
        assertThat(state().contexts().content(new SegmentId(4))).isEmpty();
        assertRejected(segment(5, 2, "more"));
    }

    @Test
    void manyWritersAreEachAppliedOnceInOneOrder() throws Exception {
        commit(root());
        var lsns = new ArrayList<Long>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<List<Long>>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                long first = 2 + (long) writer * COMMITS_EACH;
                writers.add(workers.submit(() -> dispatchFrom(first)));
            }
            for (var writer : writers) {
                assertThat(writer.get()).isSorted();
                lsns.addAll(writer.get());
            }
        }
        assertThat(lsns).doesNotHaveDuplicates().hasSize(WRITERS * COMMITS_EACH);
        assertThat(state().lsn()).isEqualTo(1 + WRITERS * COMMITS_EACH);
        assertThat(state().journal().undelivered()).hasSize(WRITERS * COMMITS_EACH);
    }

    private List<Long> dispatchFrom(long first) {
        var lsns = new ArrayList<Long>();
        for (long id = first; id < first + COMMITS_EACH; id++) {
            lsns.add(commit(dispatch(id, 1)).lsn());
        }
        return lsns;
    }

    @Test
    void whoeverListensHearsOfEveryForcedTransaction() throws Exception {
        var heard = new LinkedBlockingQueue<Long>();
        kernel().onForced(
                        _ -> {
                            throw new IllegalStateException("a listener's own mistake");
                        });
        kernel().onForced(heard::add);
        commit(root());
        kernel().commit(List.of(dispatch(2, 1)), Force.WITH_NEXT);
        long newest = 0;
        while (newest < 2) { // the second by an idle force at the latest
            newest = Optional.ofNullable(heard.poll(1, TimeUnit.MINUTES)).orElseThrow();
        }
        assertThat(kernel().forcedLsn()).isEqualTo(2);
    }

    @Test
    void anInterruptedCallerGetsItsAnswerAndKeepsItsInterrupt() {
        commit(root());
        Thread.currentThread().interrupt();
        long lsn = commit(dispatch(2, 1)).lsn();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lsn).isEqualTo(2);
        assertThat(commit(deliver(2)).lsn()).isEqualTo(3);
    }

    @Test
    void aClosedKernelTakesNothingAndMayBeClosedAgain() {
        commit(root());
        kernel().close();
        kernel().close();
        assertThatThrownBy(() -> commit(dispatch(2, 1)))
                .isInstanceOf(KernelException.class)
                .isNotInstanceOf(CommitRejectedException.class);
    }
}

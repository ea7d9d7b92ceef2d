package dev.bestcode.testkit;

import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.fail;
import static dev.bestcode.testkit.KernelFixtures.message;
import static dev.bestcode.testkit.KernelFixtures.prune;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.refuse;
import static dev.bestcode.testkit.KernelFixtures.retry;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The chapter of the message journal.
interface JournalContract extends KernelSubject {
    private static List<Long> ids(List<JournalEntry> entries) {
        return entries.stream().map(entry -> entry.message().id().value()).toList();
    }

    private JournalEntry entry(long message) {
        return state().journal().get(new MessageId(message)).orElseThrow();
    }

    @Test
    default void aMessageComesBackAsItWasDispatched() {
        commit(root(), push(2, 1, "a"), dispatch(3, 2));
        var message =
                new Message(
                        new MessageId(4),
                        thread(2),
                        Message.Kind.FAILURE,
                        "grep",
                        "coder",
                        "Failure",
                        Optional.of(new MessageId(3)),
                        "call-1 ✓",
                        Bytes.of(new byte[] {0, -1, 10}));
        long lsn = commit(new MessageDispatched(message)).lsn();
        var entry = entry(4);
        assertThat(entry)
                .isEqualTo(
                        new JournalEntry(
                                lsn,
                                entry.time(),
                                message,
                                message.payload().sha256(),
                                MessageStatus.DISPATCHED,
                                "",
                                false));
    }

    @Test
    default void onlyADispatchedMessageIsFinishedOrTriedAgain() {
        commit(root(), push(2, 1, "a"), dispatch(3, 2), dispatch(4, 2), refuse(5, 2, "no route"));
        commit(retry(3, 1, "busy"), retry(3, 2, "busy"));
        assertThat(entry(3).status()).isEqualTo(MessageStatus.DISPATCHED);
        assertRejected(retry(3, 0, "never tried"));
        commit(deliver(3), fail(4, "broke"));
        assertThat(entry(3).status()).isEqualTo(MessageStatus.DELIVERED);
        assertThat(entry(4).status()).isEqualTo(MessageStatus.FAILED);
        assertThat(entry(4).reason()).isEqualTo("broke");
        for (int finished : new int[] {2, 3, 4, 5, 9}) {
            assertRejected(deliver(finished));
            assertRejected(fail(finished, "again"));
            assertRejected(retry(finished, 1, "again"));
        }
    }

    @Test
    default void aMessageNeedsAThreadOfTheTable() {
        commit(root(), push(2, 1, "a"), prune(2));
        assertRejected(dispatch(3, 2));
        assertRejected(dispatch(3, 9));
    }

    @Test
    default void aRefusalKeepsItsReasonAndMayComeAfterItsThreadHasGone() {
        commit(root(), push(2, 1, "a"), prune(2));
        var head = message(3, 2, Bytes.ofUtf8("the first"));
        var whole = Sha256.of(new byte[] {1});
        commit(new MessageRefused(head, whole, "too large"));
        var entry = entry(3);
        assertThat(entry.message()).isEqualTo(head);
        assertThat(entry.payloadHash()).isEqualTo(whole);
        assertThat(entry.status()).isEqualTo(MessageStatus.REFUSED);
        assertThat(entry.reason()).isEqualTo("too large");
        assertThat(ids(state().journal().last(thread(2), 5))).containsExactly(3L);
        assertRejected(refuse(4, 9, "a thread that never was"));
    }

    @Test
    default void entriesComeInTheOrderOfTheLogAndWithinATransactionInTheOrderOfItsOps() {
        commit(root(), push(2, 1, "a"));
        commit(dispatch(9, 2), dispatch(5, 1), dispatch(7, 2));
        commit(dispatch(6, 2), deliver(7));
        commit(fail(9, "broke"), refuse(10, 2, "no route"));
        var journal = state().journal();
        assertThat(ids(journal.from(0, 99))).containsExactly(9L, 5L, 7L, 6L, 10L);
        assertThat(ids(journal.from(2, 2))).containsExactly(9L, 5L);
        assertThat(ids(journal.from(3, 99))).containsExactly(6L, 10L);
        assertThat(ids(journal.from(5, 99))).isEmpty();
        assertThat(ids(journal.from(1, 0))).isEmpty();
        assertThat(ids(journal.last(thread(2), 3))).containsExactly(7L, 6L, 10L);
        assertThat(ids(journal.last(thread(2), 0))).isEmpty();
        assertThat(ids(journal.last(thread(8), 3))).isEmpty();
        assertThat(ids(journal.undelivered())).containsExactly(5L, 6L);
    }

    @Test
    default void entriesAreFoundByTheirLabelsWhichNeverDecrease() {
        commit(root());
        for (int id = 2; id < 8; id++) {
            commit(dispatch(id, 1));
        }
        var journal = state().journal();
        var all = journal.from(0, 99);
        assertThat(all).extracting(JournalEntry::time).isSorted();
        var first = all.getFirst().time();
        var last = all.getLast().time();
        assertThat(journal.between(first, last.plusMillis(1), 99)).isEqualTo(all);
        assertThat(journal.between(first, last.plusMillis(1), 2)).isEqualTo(all.subList(0, 2));
        assertThat(journal.between(Instant.EPOCH, first, 99)).isEmpty();
        assertThat(journal.between(last.plusMillis(1), Instant.MAX, 99)).isEmpty();
        assertThat(journal.between(Instant.MIN, Instant.MAX, 99)).isEqualTo(all);
    }
}

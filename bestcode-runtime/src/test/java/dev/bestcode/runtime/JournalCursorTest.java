package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class JournalCursorTest {
    private static final ThreadId ROOT = new ThreadId(1);

    private WalKernel kernel;

    /// Transactions of 1, 0, 40, 16, 1, 17, 2, 0 messages: pages end inside, at and between them.
    @BeforeEach
    void fill() {
        kernel = WalKernel.open(FileStorage.inMemory(), KernelOptions.defaults());
        var nothing = Sha256.of(new byte[0]);
        commit(
                List.of(
                        new KernelOp.ThreadPushed(
                                ROOT, Optional.empty(), Optional.empty(), "root", "", nothing)));
        long id = 2;
        for (int count : List.of(1, 0, 40, 16, 1, 17, 2, 0)) {
            var ops = new ArrayList<KernelOp>();
            for (int message = 0; message < count; message++) {
                ops.add(new KernelOp.MessageDispatched(message(id++)));
            }
            commit(ops.isEmpty() ? List.of(charge()) : ops);
        }
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void everyEntryComesOnceAndInOrderFromWhereverItBegins() {
        var state = kernel.state();
        for (long lsn = 0; lsn <= state.lsn() + 1; lsn++) {
            assertThat(rest(JournalCursor.at(lsn), state))
                    .as("from LSN %d", lsn)
                    .containsExactlyElementsOf(ids(state.journal().from(lsn, 1_000)));
        }
    }

    @Test
    void theLastEntriesAreTheLastHoweverManyAreWanted() {
        var state = kernel.state();
        var all = ids(state.journal().from(0, 1_000));
        assertThat(all).hasSize(77);
        for (int count = 0; count <= all.size() + 1; count++) {
            var cursor = JournalCursor.beforeLast(state, count, _ -> true);
            assertThat(rest(cursor, state))
                    .as("last %d", count)
                    .containsExactlyElementsOf(
                            all.subList(Math.max(0, all.size() - count), all.size()));
        }
    }

    @Test
    void theLastEntriesOfAKindBeginAtTheRightOne() {
        var state = kernel.state();
        for (int count = 1; count <= 12; count++) {
            var cursor = JournalCursor.beforeLast(state, count, JournalCursorTest::isSeventh);
            var rest = rest(cursor, state);

            assertThat(rest.getFirst()).isEqualTo(count <= 11 ? 77 - 7L * (count - 1) : 2);
        }
    }

    private static boolean isSeventh(JournalEntry entry) {
        return entry.message().id().value() % 7 == 0;
    }

    private static List<Long> rest(JournalCursor cursor, KernelState state) {
        var ids = new ArrayList<Long>();
        for (var page = cursor.next(state); !page.isEmpty(); page = cursor.next(state)) {
            ids.addAll(ids(page));
        }
        return ids;
    }

    private static List<Long> ids(List<JournalEntry> entries) {
        return entries.stream().map(entry -> entry.message().id().value()).toList();
    }

    private void commit(List<KernelOp> ops) {
        kernel.commit(ops, Force.WITH_NEXT);
    }

    private static KernelOp charge() {
        return new KernelOp.UsageCharged(ROOT, new Usage(1, 1, 0, 0));
    }

    private static Message message(long id) {
        return new Message(
                new MessageId(id),
                ROOT,
                Message.Kind.REQUEST,
                "user",
                "coder",
                "AgentTask",
                Optional.empty(),
                "",
                Bytes.ofUtf8("{}"));
    }
}

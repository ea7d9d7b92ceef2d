package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadId;

import java.util.ArrayDeque;

/// Reads a kernel through its public doors alone, to the last byte, and compares what it finds with
/// its hashes.
final class Everything {
    private Everything() {}

    static void read(KernelState state) {
        for (var entry : state.journal().from(1, Integer.MAX_VALUE)) {
            if (!entry.pruned() && entry.status() != MessageStatus.REFUSED) {
                assertThat(entry.message().payload().sha256()).isEqualTo(entry.payloadHash());
            }
        }
        assertThat(state.journal().undelivered())
                .allMatch(entry -> entry.status() == MessageStatus.DISPATCHED);
        readThreads(state);
    }

    private static void readThreads(KernelState state) {
        var left = new ArrayDeque<ThreadId>();
        state.threads().root().ifPresent(root -> left.add(root.id()));
        while (!left.isEmpty()) {
            var thread = left.remove();
            readPages(state, thread);
            for (int listener = 0; listener < 3; listener++) {
                assertThat(state.handlerState(thread, "l" + listener)).isNotNull();
            }
            state.threads().children(thread).forEach(child -> left.add(child.id()));
        }
    }

    private static void readPages(KernelState state, ThreadId thread) {
        var contexts = state.contexts();
        for (var row : contexts.segments(thread)) {
            contexts.content(row.id())
                    .ifPresent(page -> assertThat(page.sha256()).isEqualTo(row.sha256()));
            assertThat(contexts.summary(row.id())).isNotNull();
        }
    }
}

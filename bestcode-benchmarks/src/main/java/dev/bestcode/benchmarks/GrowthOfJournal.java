package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Costs of the journal: by how many messages are asked for, and beside how many are open.
final class GrowthOfJournal {
    private static final int SMALLEST = 128;
    private static final int SAMPLES = 64;
    private static final int READS = 100;

    private final Series last = new Series("last k of a thread", "O(k)", "k", "us");
    private final Series deliver =
            new Series("mark delivered", "O(1)", "undelivered messages", "us");
    private final Series deliverBytes =
            new Series("mark delivered", "O(1)", "undelivered messages", "log bytes");
    private final Series undelivered =
            new Series("list undelivered", "O(undelivered)", "undelivered messages", "us");

    private final Path folder;
    private final int rows;

    /// @param rows the largest size
    GrowthOfJournal(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    List<Series> measure() {
        try (var store = KernelStore.create(FileStorage.at(folder))) {
            var one = store.threads().getFirst();
            var other = store.threads().getLast();
            var open = new ArrayList<MessageId>();
            for (int size = SMALLEST; size <= rows; size *= 2) {
                open.addAll(dispatchMany(store, one, other, size - open.size()));
                measure(store, one, size);
            }
        }
        return List.of(last, deliver, deliverBytes, undelivered);
    }

    private void measure(KernelStore store, ThreadId thread, int size) {
        var journal = store.kernel().state().journal();
        last.add(size / 2.0, Cost.ofReads(READS, _ -> journal.last(thread, size / 2)));
        undelivered.add(size, Cost.ofReads(READS, _ -> journal.undelivered()));
        var some = dispatchMany(store, thread, thread, SAMPLES);
        var cost =
                Cost.ofCommits(
                        store, SAMPLES, i -> List.of(new KernelOp.MessageDelivered(some.get(i))));
        deliver.add(size, cost.micros());
        deliverBytes.add(size, cost.logBytes());
    }

    /// Dispatch so many on two threads by turns, so that a thread's do not lie side by side.
    private static List<MessageId> dispatchMany(
            KernelStore store, ThreadId one, ThreadId other, int count) {
        var dispatched = new ArrayList<MessageId>();
        while (dispatched.size() < count) {
            var message = new MessageId(store.draw());
            var thread = dispatched.size() % 2 == 0 ? one : other;
            store.kernel()
                    .commit(
                            List.of(Ops.dispatch(message, thread, payload(message))),
                            Force.WITH_NEXT);
            dispatched.add(message);
        }
        return dispatched;
    }

    private static Bytes payload(MessageId message) {
        return Content.number(message.value()).message();
    }
}

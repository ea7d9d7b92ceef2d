package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Random;

/// A child of [KernelReopen]: open a store, read from it, say what it took, and halt.
@Command(name = ReopenOpen.NAME, hidden = true)
final class ReopenOpen implements Runnable {
    static final String NAME = "reopen-open";

    private static final int LAST = 50;
    private static final int QUERIES = 2000;

    @Parameters(index = "0")
    private Peer peer = Peer.KERNEL;

    @Parameters(index = "1")
    private Path folder = Path.of("");

    @Parameters(index = "2")
    private long messages;

    /// What is read from a store that has been opened.
    private interface Reader {
        /// The last messages of a thread.
        /// @return how many there were
        int last(int thread);

        /// One message.
        /// @param number of it among all, from 0
        /// @return whether it is there
        boolean find(long number);
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        var reader =
                switch (peer) {
                    case KERNEL -> kernel();
                    case SQLITE -> sqlite();
                };
        ChildJvm.answer("open", System.nanoTime() - start);
        ChildJvm.answer("heap", Vitals.heapAfterGc());
        ChildJvm.answer("last", last(reader));
        ChildJvm.answer("find", find(reader));
        ChildJvm.answer("rss", Vitals.residentBytes().orElse(0));
        ChildJvm.answer("anonymous", Vitals.anonymousBytes().orElse(0));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private Reader kernel() {
        Kernel kernel = WalKernel.open(FileStorage.at(folder), KernelOptions.defaults());
        return new Reader() {
            @Override
            public int last(int thread) {
                var id = new ThreadId(Ops.FIRST.value() + 1 + thread);
                return kernel.state().journal().last(id, LAST).stream()
                        .mapToInt(entry -> entry.message().payload().size() / Content.MESSAGE_BYTES)
                        .sum();
            }

            @Override
            public boolean find(long number) {
                long firstMessage = Ops.FIRST.value() + 1 + Content.THREADS;
                var id = new MessageId(firstMessage + number);
                return kernel.state().journal().get(id).isPresent();
            }
        };
    }

    private Reader sqlite() {
        var store = SqliteStore.open(folder);
        store.readLast(0, 1); // an open that has read nothing is not done yet
        return new Reader() {
            @Override
            public int last(int thread) {
                return store.readLast(thread, LAST);
            }

            @Override
            public boolean find(long number) {
                return store.readOne(number);
            }
        };
    }

    private long find(Reader reader) {
        var random = new Random(2);
        var latencies = new Latencies();
        for (int i = 0; i < QUERIES; i++) {
            long number = random.nextLong(messages);
            long start = System.nanoTime();
            boolean found = reader.find(number);
            latencies.add(System.nanoTime() - start);
            if (!found) {
                throw new IllegalStateException("message " + number + " is not there");
            }
        }
        return latencies.percentile(50);
    }

    private static long last(Reader reader) {
        var random = new Random(1);
        var latencies = new Latencies();
        int least = LAST;
        for (int i = 0; i < QUERIES; i++) {
            int thread = random.nextInt(Content.THREADS);
            long start = System.nanoTime();
            least = Math.min(least, reader.last(thread));
            latencies.add(System.nanoTime() - start);
        }
        if (least < LAST) {
            System.out.printf("a thread has %d messages, not %d; load more%n", least, LAST);
        }
        return latencies.percentile(50);
    }
}

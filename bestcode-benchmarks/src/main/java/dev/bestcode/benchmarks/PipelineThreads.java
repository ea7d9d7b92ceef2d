package dev.bestcode.benchmarks;

import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.pipeline.Answer;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.PipelineOptions;
import dev.bestcode.pipeline.Ticket;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Many threads of the table at once, each with a handler that waits until all are there: what they
/// take, in a bounded JVM.
@Command(
        name = "pipeline-threads",
        description = "Threads at once, each in its handler; in a JVM of 256 MiB.",
        mixinStandardHelpOptions = true)
final class PipelineThreads implements Callable<Integer> {
    private static final String HEAP = "-Xmx256m";
    private static final int RUNS = 100;

    @Mixin private DataOption data;

    @Option(names = "--threads", defaultValue = "10000", description = "In all, below 100 runs.")
    private int threads;

    /// Set by this program for its own child.
    @Option(names = "--child", hidden = true)
    private boolean child;

    @Override
    public Integer call() {
        try (var folder = data.folder()) {
            if (child) {
                Machine.print(System.out, folder.path());
                fill(folder);
                return 0;
            }
            var ended =
                    ChildJvm.run(
                            List.of(HEAP),
                            List.of(
                                    "pipeline-threads",
                                    "--child",
                                    "--dir=" + folder.path(),
                                    "--threads=" + threads));
            System.out.printf("%nchild JVM with %s ended with %d%n", HEAP, ended.exit());
            return ended.exit();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }

    private void fill(DataFolder folder) throws InterruptedException {
        int perRun = Math.ceilDiv(threads, RUNS);
        var in = new CountDownLatch(perRun * RUNS);
        var go = new CountDownLatch(1);
        var storage = FileStorage.at(folder.folder("kernel"));
        try (var kernel = WalKernel.open(storage, KernelOptions.defaults());
                var pipeline =
                        Pipeline.builder(kernel, new EchoRoutes())
                                .options(
                                        PipelineOptions.defaults()
                                                .withHandlersInFlightMax(threads + RUNS))
                                .listener(EchoCaller.NAME, new Parallel(perRun))
                                .listener(EchoCaller.Echo.NAME, new Waiting(in, go))
                                .start()) {
            long start = System.nanoTime();
            var tickets =
                    IntStream.range(0, RUNS)
                            .mapToObj(
                                    i ->
                                            pipeline.submit(
                                                    EchoRoutes.PROFILE,
                                                    EchoCaller.NAME,
                                                    EchoPayload.TYPE.tag(),
                                                    EchoPayload.BYTES_512))
                            .toList();
            in.await();
            long allIn = System.nanoTime() - start;
            long heap = Vitals.heapAfterGc();
            int open = pipeline.openCalls().size();
            start = System.nanoTime();
            go.countDown();
            for (Ticket ticket : tickets) {
                if (ticket.await() instanceof Answer.Failed(var failure)) {
                    throw new IllegalStateException("a run failed: " + failure);
                }
            }
            long answered = System.nanoTime() - start;
            var resident = Vitals.residentBytes();
            new Table(
                            "Threads at once with " + HEAP + ", synced kernel",
                            "open calls",
                            "all in, ms",
                            "heap after GC MiB",
                            "all answered, ms",
                            "RSS MiB")
                    .row(
                            Figures.whole(open),
                            Figures.millis(allIn),
                            Figures.mebibytes(heap),
                            Figures.millis(answered),
                            resident.isPresent()
                                    ? Figures.mebibytes(resident.getAsLong())
                                    : Figures.NONE)
                    .print(System.out);
        }
    }

    /// Makes all its calls at once.
    private record Parallel(int calls, Map<Long, AtomicInteger> open) implements EchoHandler {
        Parallel(int calls) {
            this(calls, new ConcurrentHashMap<>());
        }

        @Override
        public boolean effectFree() {
            return true;
        }

        @Override
        public HandlerResponse handle(Delivery delivery) {
            long thread = delivery.message().thread().value();
            if (delivery.message().kind() == Message.Kind.REQUEST) {
                open.put(thread, new AtomicInteger(calls));
                return HandlerResponse.done(
                        IntStream.range(0, calls)
                                .<Outgoing>mapToObj(
                                        i ->
                                                new Outgoing.Send(
                                                        EchoCaller.Echo.NAME,
                                                        EchoPayload.TYPE.tag(),
                                                        EchoPayload.BYTES_512,
                                                        "c" + i))
                                .toList(),
                        List.of());
            }
            if (delivery.message().kind() == Message.Kind.FAILURE) {
                throw new IllegalStateException("a call failed: " + delivery.payload());
            }
            var left = open.getOrDefault(thread, new AtomicInteger(1));
            return left.decrementAndGet() == 0
                    ? HandlerResponse.reply(EchoPayload.TYPE, EchoPayload.BYTES_512)
                    : HandlerResponse.done(List.of(), List.of());
        }
    }

    /// Answers when all have come.
    private record Waiting(CountDownLatch in, CountDownLatch go) implements EchoHandler {
        @Override
        public HandlerResponse handle(Delivery delivery) throws InterruptedException {
            in.countDown();
            go.await();
            return HandlerResponse.reply(EchoPayload.TYPE, EchoPayload.BYTES_512);
        }
    }

    /// Takes and answers the one payload.
    private interface EchoHandler extends Handler {
        @Override
        default PayloadType accepts() {
            return EchoPayload.TYPE;
        }

        @Override
        default PayloadType answers() {
            return EchoPayload.TYPE;
        }
    }
}

package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Many callers of one kernel see what one caller after the other would have seen.
///
/// The register is a page: its version is the LSN that wrote it last, so a write that names the
/// version it saw is a compare-and-set, and the order of all writes is known from their answers
/// alone. That makes the check of a history linear in its length.
class LinearizabilityTest {
    private static final int OPERATIONS = Boolean.getBoolean("bestcode.long") ? 20_000 : 1_000;
    private static final int CALLERS = 8;
    private static final SegmentId REGISTER = new SegmentId(2);

    @TempDir Path temp;
    private final AtomicLong clock = new AtomicLong();
    private final Collection<Event> history = new ConcurrentLinkedQueue<>();

    /// What one call did to the register, and when it began and ended by a clock that all share.
    /// @param saw version that it read, or named as the one to replace; 0 for whatever there is
    /// @param wrote the version it made; 0 for a read or a rejected write
    private record Event(long began, long ended, long saw, long wrote, boolean rejected) {
        boolean isRead() {
            return wrote == 0 && !rejected;
        }
    }

    private static KernelOp write(OptionalLong seen) {
        return new KernelOp.SegmentRated(
                KernelFixtures.ROOT, REGISTER, Relevance.FULL, false, seen);
    }

    private static long read(WalKernel kernel) {
        return kernel.state().contexts().get(REGISTER).orElseThrow().version();
    }

    @Test
    void historyOfManyCallersIsThatOfOneAfterTheOther() throws Exception {
        long seed = new Random().nextLong();
        System.out.println(CALLERS + " callers, " + OPERATIONS + " operations each, seed " + seed);
        var random = new Random(seed);
        long first;
        try (var kernel = LoadChild.open(temp.resolve("k"))) {
            kernel.commit(
                    List.of(
                            KernelFixtures.root(),
                            KernelFixtures.segment(REGISTER.value(), 1, "x")),
                    Force.NOW);
            first = read(kernel);
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var work = new ArrayList<Future<?>>();
                for (int caller = 0; caller < CALLERS; caller++) {
                    var own = new Random(random.nextLong());
                    work.add(callers.submit(() -> call(kernel, own)));
                }
                for (var done : work) {
                    done.get();
                }
            }
        }
        assertLinearizable(first);
    }

    private void call(WalKernel kernel, Random random) {
        long seen = read(kernel);
        for (int i = 0; i < OPERATIONS; i++) {
            switch (random.nextInt(4)) {
                case 0, 1 -> seen = observe(kernel);
                case 2 -> write(kernel, seen, random);
                default -> write(kernel, 0, random);
            }
        }
    }

    private long observe(WalKernel kernel) {
        long began = clock.incrementAndGet();
        long saw = read(kernel);
        history.add(new Event(began, clock.incrementAndGet(), saw, 0, false));
        return saw;
    }

    private void write(WalKernel kernel, long seen, Random random) {
        var condition = seen == 0 ? OptionalLong.empty() : OptionalLong.of(seen);
        var force = random.nextBoolean() ? Force.NOW : Force.WITH_NEXT;
        long began = clock.incrementAndGet();
        try {
            long wrote = kernel.commit(List.of(write(condition)), force).lsn();
            history.add(new Event(began, clock.incrementAndGet(), seen, wrote, false));
        } catch (CommitRejectedException e) {
            history.add(new Event(began, clock.incrementAndGet(), seen, 0, true));
        }
    }

    /// Writes are ordered by their versions. That order must agree with time; a conditional write
    /// must follow the one it names; and whatever a read saw, or a rejected write did not find,
    /// must have been there, or been replaced, between its beginning and its end.
    private void assertLinearizable(long first) {
        var writes = new TreeMap<Long, Event>();
        writes.put(first, new Event(0, 0, 0, first, false));
        for (var event : history) {
            if (event.wrote() != 0) {
                assertThat(writes.put(event.wrote(), event)).isNull();
            }
        }
        long latestBegin = 0;
        for (var write : writes.values()) {
            assertThat(write.ended()).as("%s", write).isGreaterThanOrEqualTo(latestBegin);
            latestBegin = Math.max(latestBegin, write.began());
            if (write.saw() != 0) {
                assertThat(writes.lowerKey(write.wrote())).as("%s", write).isEqualTo(write.saw());
            }
        }
        history.stream().filter(Event::isRead).forEach(event -> assertWasThere(event, writes));
        history.stream().filter(Event::rejected).forEach(event -> assertWasGone(event, writes));
    }

    private static void assertWasThere(Event read, NavigableMap<Long, Event> writes) {
        var seen = Optional.ofNullable(writes.get(read.saw()));
        assertThat(seen.orElseThrow().began()).as("%s", read).isLessThan(read.ended());
        for (var later : writes.tailMap(read.saw(), false).values()) {
            assertThat(later.ended()).as("%s misses %s", read, later).isGreaterThan(read.began());
            if (later.began() > read.ended()) {
                return;
            }
        }
    }

    private static void assertWasGone(Event rejected, NavigableMap<Long, Event> writes) {
        var next = writes.higherEntry(rejected.saw());
        assertThat(next).as("%s", rejected).isNotNull();
        assertThat(next.getValue().began()).as("%s", rejected).isLessThan(rejected.ended());
    }

    @RepeatedTest(10)
    void commitThatMeetsACloseIsThereOrRefused() throws Exception {
        var directory = temp.resolve("c");
        var acknowledged = new ConcurrentLinkedQueue<Long>();
        var next = new AtomicLong(2);
        var begun = new CountDownLatch(CALLERS);
        var kernel = LoadChild.open(directory);
        kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<?>>();
            for (int caller = 0; caller < CALLERS; caller++) {
                work.add(
                        callers.submit(
                                () -> commitUntilRefused(kernel, next, begun, acknowledged)));
            }
            begun.await();
            kernel.close();
            for (var done : work) {
                done.get();
            }
        }
        assertThatThrownBy(
                        () -> kernel.commit(List.of(KernelFixtures.dispatch(1000, 1)), Force.NOW))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("closed");
        try (var again = LoadChild.open(directory)) {
            assertThat(again.state().journal().undelivered())
                    .extracting(entry -> entry.message().id().value())
                    .containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private static void commitUntilRefused(
            WalKernel kernel,
            AtomicLong next,
            CountDownLatch begun,
            Collection<Long> acknowledged) {
        while (true) {
            long id = next.getAndIncrement();
            try {
                var op = KernelFixtures.dispatch(id, 1, Bytes.of(new byte[500]));
                kernel.commit(List.of(op), id % 2 == 0 ? Force.NOW : Force.WITH_NEXT);
                acknowledged.add(id);
                begun.countDown();
            } catch (KernelException e) {
                assertThat(e)
                        .isNotInstanceOf(CommitOutcomeUnknownException.class)
                        .hasMessageContaining("closed");
                return;
            }
        }
    }
}

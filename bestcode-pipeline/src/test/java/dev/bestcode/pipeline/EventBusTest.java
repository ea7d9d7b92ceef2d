package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.ErrorRaised;
import dev.bestcode.api.event.BestCodeEvent.Provisional;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

@Timeout(60)
class EventBusTest {
    private static final RunId RUN = new RunId("r-1");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final BestCodeEvent.RunFinished END =
            new BestCodeEvent.RunFinished(
                    RUN,
                    new ThreadId(1),
                    2,
                    new RunResult(RUN, RunStatus.DONE, "done", 1, Usage.ZERO));
    private final List<BestCodeEvent> seen = new CopyOnWriteArrayList<>();

    @Test
    void committedEventsAreHeldBackUntilTheirForceAndThenComeInOrder() throws Exception {
        var bus = new EventBus();
        var _ = bus.watch(seen::add);
        bus.publish(2, List.of(event(2)));
        bus.publish(1, List.of(event(1)));
        bus.publish(3, List.of(event(3)));
        bus.release(2);
        bus.close(PATIENCE);

        assertThat(seen).containsExactly(event(1), event(2));
    }

    @Test
    void throwingWatcherGoesOnAndHarmsNobody() throws Exception {
        var bus = new EventBus();
        var _ =
                bus.watch(
                        event -> {
                            seen.add(event);
                            throw new AssertionError("a bad watcher");
                        });
        var other = new CopyOnWriteArrayList<BestCodeEvent>();
        var _ = bus.watch(other::add);
        bus.publish(1, List.of(event(1), event(1)));
        bus.release(1);
        bus.close(PATIENCE);

        assertThat(seen).hasSize(2);
        assertThat(other).hasSize(2);
    }

    @Test
    void slowWatcherOfEndsMissesNoneHoweverMuchElseHappens() throws Exception {
        var bus = new EventBus();
        var go = new CountDownLatch(1);
        var _ =
                bus.watchEnds(
                        end -> {
                            awaitUninterrupted(go);
                            seen.add(end);
                        });
        bus.publish(1, List.of(END));
        bus.publish(2, Collections.nCopies(Watcher.EVENTS_MAX + 50, event(2)));
        bus.publish(3, List.of(END));
        bus.release(3);
        go.countDown();
        bus.close(PATIENCE);

        assertThat(seen).containsExactly(END, END);
    }

    @Test
    void whatAWatcherDoesNotWantIsNotQueued() throws Exception {
        var watcher = new Watcher(END::equals, seen::add, _ -> {});
        watcher.offer(event(1));
        watcher.offer(END);
        watcher.offer(delta());
        watcher.finish();
        watcher.awaitEnd(PATIENCE);

        assertThat(seen).containsExactly(END);
    }

    @Test
    void slowWatcherLosesProvisionalEventsFirst() throws Exception {
        var go = new CountDownLatch(1);
        var watcher = blocked(go);
        for (int i = 0; i < Watcher.EVENTS_MAX + 50; i++) {
            watcher.offer(delta());
        }
        for (int i = 1; i <= 100; i++) {
            watcher.offer(event(i));
        }
        go.countDown();
        watcher.finish();
        watcher.awaitEnd(PATIENCE);

        assertThat(seen).filteredOn(ErrorRaised.class::isInstance).hasSize(100);
        assertThat(seen.size()).isBetween(Watcher.EVENTS_MAX, Watcher.EVENTS_MAX + 1);
    }

    @Test
    void watcherThatIsFarBehindGetsAWholePrefixAndIsToldSo() throws Exception {
        var go = new CountDownLatch(1);
        var watcher = blocked(go);
        for (int i = 1; i <= Watcher.EVENTS_MAX + 50; i++) {
            watcher.offer(event(i));
        }
        go.countDown();
        watcher.awaitEnd(PATIENCE);

        for (int i = 0; i < seen.size() - 1; i++) {
            assertThat(((ErrorRaised) seen.get(i)).seq()).isEqualTo(i + 1L);
        }
        assertThat(((ErrorRaised) seen.getLast()).text())
                .contains("read the journal from LSN " + seen.size());
    }

    @Test
    void watchThatIsClosedSeesNoMore() throws Exception {
        var bus = new EventBus();
        bus.watch(seen::add).close();
        bus.publish(1, List.of(event(1)));
        bus.release(1);
        bus.close(PATIENCE);

        assertThat(seen).isEmpty();
    }

    private Watcher blocked(CountDownLatch go) {
        return new Watcher(
                event -> {
                    awaitUninterrupted(go);
                    seen.add(event);
                },
                closed -> {});
    }

    private static void awaitUninterrupted(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ErrorRaised event(long seq) {
        return new ErrorRaised(RUN, new ThreadId(1), seq, "denied", "no");
    }

    private static Provisional delta() {
        return new Provisional(RUN, new ThreadId(1), new Progress.Text("x"));
    }
}

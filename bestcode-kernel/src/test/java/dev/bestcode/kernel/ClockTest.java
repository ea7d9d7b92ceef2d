package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A clock that goes back, leaps, stands still, or jumps about. Order is the LSN; time is a label
/// that never runs back; and no run ages by a wrong clock.
class ClockTest {
    private static final int COMMITS = 30;

    private final SimulatedDisk disk = SimulatedDisk.seeded(41);
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private WalKernel open() {
        return WalKernel.open(disk, Workload.options().withClock(() -> now));
    }

    /// An ended run whose content is to be kept for three days, then commits by that clock.
    private void assertHolds(UnaryOperator<Instant> tick) throws IOException {
        try (var kernel = open()) {
            kernel.commit(
                    List.of(
                            root(),
                            push(2, 1, "a"),
                            new RunRetained(KernelFixtures.RUN, new Retention.Days(3)),
                            new ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED)),
                    Force.NOW);
        }
        for (int session = 0; session < 3; session++) {
            try (var kernel = open()) {
                for (int i = 0; i < COMMITS / 3; i++) {
                    now = tick.apply(now);
                    kernel.commit(List.of(dispatch(kernel.state().nextId(), 1)), Force.NOW);
                }
                var journal = kernel.state().journal().from(1, 2 * COMMITS);
                assertThat(journal).extracting(JournalEntry::lsn).isSorted();
                assertThat(journal).extracting(JournalEntry::time).isSorted();
                assertThat(journal).hasSize((session + 1) * COMMITS / 3);
                assertThat(kernel.state().runs().get(KernelFixtures.RUN).orElseThrow().pruned())
                        .isEmpty();
            }
            assertReplayReadsNoClock(Reopened.state(disk.copyOf()).hash());
        }
    }

    /// What any other clock makes of the same log.
    private void assertReplayReadsNoClock(Sha256 live) throws IOException {
        for (var other :
                List.of(
                        Instant.EPOCH,
                        now.minus(Duration.ofDays(400)),
                        Instant.ofEpochSecond(1L << 40),
                        now)) {
            assertThat(hashAt(other)).isEqualTo(live);
        }
    }

    private Sha256 hashAt(Instant clock) throws IOException {
        var copy = disk.copyOf();
        copy.files().keySet().stream()
                .filter(path -> path.endsWith(".snap"))
                .forEach(path -> Disks.delete(copy, path));
        return Reopened.look(copy, Workload.options().withClock(() -> clock), State::hash);
    }

    @Test
    void clockThatStandsStillOrdersByLsn() throws IOException {
        assertHolds(time -> time);
    }

    @Test
    void clockThatGoesBackADayOrdersByLsn() throws IOException {
        assertHolds(time -> time.minus(Duration.ofDays(1)));
    }

    @Test
    void clockThatLeapsAYearOnceAgesNothing() throws IOException {
        var leapt = now.plus(Duration.ofDays(365));
        assertHolds(_ -> leapt);
    }

    @Test
    void clockThatJumpsAboutWithinADayAgesNothingThatIsKeptForThree() throws IOException {
        for (long seed = 0; seed < Counts.of(200, 20); seed++) {
            var random = new Random(seed);
            var start = now;
            new ClockTest().assertHolds(_ -> start.plusSeconds(random.nextInt(-86_400, 86_400)));
        }
    }
}

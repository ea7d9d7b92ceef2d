package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;
import dev.bestcode.testkit.SimulatedFault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;

/// Ends of a log that nobody had been told of: what lies behind a torn record, and how much.
class TornTailTest {
    private static final int SECTOR_BYTES = 512;
    private static final int PAYLOAD_BYTES = 1_000;
    private static final LogLimits LARGE = new LogLimits(4 << 20, 4 << 20, 64 << 20);

    private static WalKernel open(SimulatedDisk disk, LogLimits limits) {
        return WalKernel.open(disk, Fixtures.options().withLimits(limits));
    }

    private static SimulatedDisk withRoot(LogLimits limits) {
        var disk = SimulatedDisk.seeded(95);
        try (var kernel = open(disk, limits)) {
            kernel.commit(List.of(root()), Force.NOW);
        }
        return disk;
    }

    /// Commits that nobody waits for, LSN 2 and up, and nothing behind them that says they were
    /// forced.
    private static SimulatedDisk withUnforced(LogLimits limits, int messages, int bytes) {
        var disk = withRoot(limits);
        take(disk, Force.WITH_NEXT, messages(messages, bytes)).awaitEnd();
        var last = Records.transactions(disk.content(LOG)).getLast();
        assertThat(last.header().forcedThrough()).isEqualTo(1);
        disk.overwrite(LOG, last.end(), new byte[Disks.size(disk, LOG) - last.end()]);
        return disk;
    }

    private static LogThread take(SimulatedDisk disk, Force force, List<List<KernelOp>> commits) {
        return new Backlog(disk, Fixtures.options().withLimits(LARGE)).take(force, commits);
    }

    private static List<List<KernelOp>> messages(int number, int bytes) {
        return LongStream.range(2, number + 2)
                .mapToObj(id -> List.of(dispatch(id, 1, Workload.text(bytes))))
                .toList();
    }

    /// The first sector of a record does not arrive.
    private static void tear(SimulatedDisk disk, Records.Place place) {
        int end = (place.position() / SECTOR_BYTES + 1) * SECTOR_BYTES;
        disk.overwrite(LOG, place.position(), new byte[end - place.position()]);
    }

    private static SimulatedDisk firstOfTwoTorn() {
        var disk = withUnforced(Fixtures.SMALL, 2, PAYLOAD_BYTES);
        tear(disk, Records.transactions(disk.content(LOG)).get(1));
        return disk;
    }

    /// The disk when the next message is forced: together with the seal of the open before it, its
    /// record ends where that of the torn one ended, and the whole one behind that begins.
    private static SimulatedDisk withTheNextOfTheSameLength(SimulatedDisk found) {
        try (var kernel = open(found, LARGE)) {
            var forced = Disks.atTheNextForce(kernel, found);
            int bytes = PAYLOAD_BYTES - LogFormat.RECORD_HEADER_BYTES;
            kernel.commit(List.of(dispatch(9, 1, Workload.text(bytes))), Force.NOW);
            return forced.join();
        }
    }

    @Test
    void recordBehindATornOneDoesNotComeBackBehindWhatTakesItsPlace() throws IOException {
        assertThat(Reopened.state(withTheNextOfTheSameLength(firstOfTwoTorn())).lsn()).isEqualTo(2);
    }

    @Test
    void crashWithinTheCutLeavesATornTailThatIsCutAgain() throws IOException {
        for (var moment : CrashMoments.ofOpening(firstOfTwoTorn())) {
            var found = moment.disk().fork().crash();
            assertThat(Reopened.state(found.copyOf()).lsn()).isEqualTo(1);
            assertThat(Reopened.state(withTheNextOfTheSameLength(found)).lsn()).isEqualTo(2);
        }
    }

    @Test
    void longTailThatNothingVouchesForIsCutAtItsFirstBadRecord() throws IOException {
        var disk = withUnforced(LARGE, 40, 64 << 10);
        var places = Records.transactions(disk.content(LOG));
        tear(disk, places.get(1));
        assertThat(Reopened.state(disk).lsn()).isEqualTo(1);
        var zeros = new byte[Disks.size(disk, LOG) - places.get(1).position()];
        assertThat(disk.content(LOG)).endsWith(zeros);
    }

    @Test
    void recordThatVouchesIsFoundBehindALongTailOfWhichNothingElseIsWhole() {
        var disk = withUnforced(LARGE, 40, 64 << 10);
        try (var kernel = open(disk, LARGE)) {
            kernel.commit(List.of(dispatch(99, 1)), Force.NOW);
        }
        var places = Records.transactions(disk.content(LOG));
        places.subList(1, places.size() - 1).forEach(place -> tear(disk, place));
        Disks.assertRefused(disk, "LSN 2", "had been acknowledged");
    }

    @Test
    void everyRecordOfALongTailThatAnOpenHasShownSurvivesAPowerCut() throws IOException {
        var disk = withRoot(LARGE);
        disk.inject(SimulatedFault.nth(2).of(SimulatedCall.FORCE).under(LOG)); // behind the open's
        take(disk, Force.NOW, messages(300, PAYLOAD_BYTES));
        var killed = disk.fork();
        assertThat(Reopened.state(killed).lsn()).isEqualTo(301);
        assertThat(Reopened.state(killed.crash()).lsn()).isEqualTo(301);
    }
}

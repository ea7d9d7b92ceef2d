package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.kernel.CrashMoments.Moment;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// Power cuts and killed processes at every call of a kernel's life. What is found is the state
/// after some transaction, no earlier than the last that was acknowledged, and it can be gone on
/// from. The tiny limits have each step of a roll, a snapshot, a retention copy and a blob's life
/// among the calls.
class CrashTest {
    private static final int SEEDS = Counts.of(30, 2);
    private static final int ENUMERATED_UNITS = Counts.of(SimulatedDisk.ENUMERATED_UNITS_MAX, 5);
    private static final int OUTCOMES_AT_RANDOM = Counts.of(500, 10);

    private final History history = History.undisturbed();

    private static List<Moment> moments(long seed) {
        return CrashMoments.of(SimulatedDisk.seeded(seed));
    }

    @Test
    void crashAfterEveryCallKeepsWhatWasAcknowledgedAndNoHalfTransaction() {
        var moments = moments(11);
        for (var moment : moments) {
            for (int i = 0; i < SEEDS; i++) {
                var found = moment.disk().fork().crash();
                history.assertRecovers(found, moment.forced(), moment.attempted(), "" + moment);
            }
        }
        Counts.print("crashes after each of %d calls, %d times".formatted(moments.size(), SEEDS));
    }

    @Test
    void everyStepOfRollSnapshotRetentionAndBlobIsAmongTheCalls() {
        var all = moments(12).stream().map(Moment::toString).collect(Collectors.joining("\n"));
        assertThat(all)
                .contains("rename log/next.new to log/")
                .containsPattern("create log/[0-9]+.idx")
                .containsPattern("rename snap/[0-9]+.snap.new")
                .containsPattern("delete snap/[0-9]+.snap")
                .containsPattern("rename log/[0-9]+.g1.log.new")
                .containsPattern("rename log/[0-9]+.g2.log.new")
                .containsPattern("delete log/[0-9]+.log")
                .containsPattern("delete log/[0-9]+.g1.log")
                .containsPattern("rename blob/[0-9a-f]+.new")
                .containsPattern("delete blob/[0-9a-f]+");
    }

    @Test
    void everySubsetOfWhatWasOnItsWayRecoversToAnAcknowledgedPrefix() throws IOException {
        int outcomes = 0;
        for (var moment : moments(13)) {
            int few = moment.disk().pendingUnits() <= ENUMERATED_UNITS ? 1 << 12 : 0;
            var found = moment.disk().fork().crashes(OUTCOMES_AT_RANDOM);
            for (var disk : found.limit(Math.max(few, OUTCOMES_AT_RANDOM)).toList()) {
                var state = Reopened.state(disk);
                history.assertOneOf(state, moment.forced(), moment.attempted(), "" + moment);
                outcomes++;
            }
        }
        Counts.print(
                "%d outcomes, all subsets of up to %d units, else %d"
                        .formatted(outcomes, ENUMERATED_UNITS, OUTCOMES_AT_RANDOM));
    }

    @Test
    void staleBytesWhereNothingArrivedAreNotTakenForRecords() throws IOException {
        var stale = history.disk().content(Disks.lastSegment(history.disk()));
        for (var filler : List.of(new byte[] {(byte) 0xFF}, stale)) {
            for (var moment : moments(14)) {
                var disk = moment.disk().fork();
                disk.fillUnwrittenWith(filler);
                for (var found : disk.crashes(OUTCOMES_AT_RANDOM / 2).limit(8).toList()) {
                    var state = Reopened.state(found);
                    history.assertOneOf(state, moment.forced(), moment.attempted(), "" + moment);
                }
            }
        }
    }

    @Test
    void crashAfterEveryCallOfARecoveryLosesNothingEither() throws IOException {
        int nested = 0;
        var moments = moments(15);
        for (int i = 0; i < moments.size(); i += Counts.of(1, 3)) {
            var moment = moments.get(i);
            var found = moment.disk().fork().crash();
            for (var again : CrashMoments.ofOpening(found)) {
                var state = Reopened.state(again.disk().fork().crash());
                history.assertOneOf(state, moment.forced(), moment.attempted(), "" + moment);
                nested++;
            }
        }
        Counts.print("%d crashes within recoveries".formatted(nested));
    }

    @Test
    void whatAnOpenHasShownAfterAKillSurvivesThePowerCutThatFollows() throws IOException {
        for (var moment : moments(16)) {
            var disk = moment.disk().fork();
            var kernel = Workload.open(disk);
            long shown = kernel.state().lsn();
            history.assertOneOf(kernel.state(), moment.forced(), moment.attempted(), "" + moment);
            assertCrashesKeep(disk, shown, "" + moment);
            if (shown < History.last()) {
                Workload.commitNext(kernel);
                assertCrashesKeep(disk, shown + 1, "" + moment);
            }
            kernel.close();
        }
    }

    private void assertCrashesKeep(SimulatedDisk disk, long lsn, String what) throws IOException {
        for (int i = 0; i < Counts.of(10, 2); i++) {
            history.assertOneOf(Reopened.state(disk.fork().crash()), lsn, lsn, what);
        }
    }

    @Test
    void crashAfterEveryCallOfAnOpenThatFollowsAKillLosesNothing() throws IOException {
        for (var moment : moments(17)) {
            for (var again : CrashMoments.ofOpening(moment.disk().fork())) {
                for (int i = 0; i < Counts.of(20, 3); i++) {
                    var state = Reopened.state(again.disk().fork().crash());
                    history.assertOneOf(
                            state, moment.forced(), moment.attempted(), moment + "\n" + again);
                }
            }
        }
    }
}

package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;
import dev.bestcode.testkit.SimulatedFault;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Work beside the commits that fails, and fails again.
class UpkeepFailureTest {
    private static final String SECRET = "the-secret";

    @Test
    void retentionThatFailedIsTriedAgainBeforeTheClose() {
        for (var kind :
                List.of(
                        SimulatedCall.CREATE,
                        SimulatedCall.WRITE,
                        SimulatedCall.FORCE,
                        SimulatedCall.RENAME)) {
            var disk = SimulatedDisk.seeded(71);
            try (var kernel = Workload.open(disk)) {
                kernel.commit(List.of(root(), push(2, 1, "a"), segment(3, 2, SECRET)), Force.NOW);
                kernel.commit(
                        List.of(new ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED)),
                        Force.NOW);
                disk.inject(SimulatedFault.nth(1).of(kind).under("log/1.g1.log.new"));
                kernel.commit(
                        List.of(new RunPruned(KernelFixtures.RUN, PruneReason.ERASED)), Force.NOW);
            }
            for (var path : disk.files().keySet()) {
                var text = new String(disk.content(path), StandardCharsets.ISO_8859_1);
                assertThat(text).as("%s fails, %s", kind, path).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void rollThatFailsTimeAndAgainLeavesTheSegmentWithinItsSize() {
        var disk = SimulatedDisk.seeded(72);
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root()), Force.NOW);
        }
        int size = Disks.size(disk, LOG);
        for (int i = 0; i < 20; i++) {
            disk.inject(SimulatedFault.nth(1).of(SimulatedCall.RENAME).under(LogNames.NEXT));
            assertThatThrownBy(() -> commitUntilRoll(disk)).isInstanceOf(KernelException.class);
        }
        assertThat(disk.files()).containsEntry(LOG, (long) size);
        var found = disk.crash();
        commitUntilRoll(found);
        assertThat(Disks.segments(found)).hasSize(2);
    }

    private static void commitUntilRoll(SimulatedDisk disk) {
        try (var kernel = Workload.open(disk)) {
            while (Disks.segments(disk).size() == 1) {
                long id = kernel.state().nextId();
                kernel.commit(List.of(dispatch(id, 1, Workload.text(300))), Force.NOW);
            }
        }
    }
}

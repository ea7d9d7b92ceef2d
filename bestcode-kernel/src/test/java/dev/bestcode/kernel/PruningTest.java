package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.complete;
import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.erase;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.retain;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// When retention is carried out.
class PruningTest {
    @Test
    void logThatNeverRestsPrunesToo() throws IOException {
        var storage = FileStorage.inMemory();
        var commits = new ArrayList<List<KernelOp>>();
        commits.add(List.of(root(), push(2, 1, "a"), retain(RUN, new Retention.PruneOnDelivery())));
        for (long id = 3; id < 300; id++) {
            commits.add(List.of(dispatch(id, 2, Workload.text(300)), deliver(id)));
        }
        var log = new Backlog(storage, Fixtures.options()).take(Force.NOW, commits);
        log.awaitEnd();
        var first = LogFiles.list(storage).segments().getFirst();
        assertThat(first.redactedThrough())
                .as(
                        "LSN of the state that the copy was made by, of %d in one batch",
                        commits.size())
                .isBetween(first.lastLsn(), (long) commits.size() - 1);
    }

    /// A complete segment holds a page of a run that has just been erased.
    static SimulatedDisk killedBeforeRetention() {
        var disk = SimulatedDisk.seeded(91);
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root(), push(2, 1, "a"), segment(3, 2, "gone")), Force.NOW);
            while (Disks.segments(disk).size() == 1) {
                long id = kernel.state().nextId();
                kernel.commit(List.of(dispatch(id, 1, Workload.text(300))), Force.NOW);
            }
            kernel.commit(List.of(complete(2)), Force.NOW);
            var killed = Disks.atTheNextForce(kernel, disk);
            kernel.commit(List.of(erase(RUN)), Force.NOW);
            return killed.join();
        }
    }

    @Test
    void retentionThatFailsIsTriedEverMoreSeldomAndAtTheCloseInAnyCase() throws IOException {
        var disk = killedBeforeRetention();
        try (var parts = new KernelParts(disk, Workload.options())) {
            disk.quota(1);
            long before = disk.calls(SimulatedCall.CREATE);
            for (int occasion = 1; occasion <= 199; occasion++) {
                parts.pruning.carryOut(parts.publication);
            }
            // The 1st, and after 1, 2, 4, … 64 that are left out: 3, 6, 11, 20, 37, 70, 135.
            assertThat(disk.calls(SimulatedCall.CREATE) - before).isEqualTo(8);
            disk.quota(Long.MAX_VALUE);
            parts.pruning.beforeClose(parts.publication);
        }
        assertThat(disk.files()).containsKey("log/1.g1.log").doesNotContainKey("log/1.log");
    }
}

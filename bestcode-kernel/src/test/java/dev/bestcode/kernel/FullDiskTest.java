package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelFullException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/// A disk that has no more room, at every byte at which a call can meet it. A full disk is not
/// damage: the commit is refused as a whole, and everything goes on once there is room.
class FullDiskTest {
    private static final String SECRET = "the-secret-";
    private final History history = History.undisturbed();

    /// Each size that the disk grows to, less one: the write that would reach it falls short.
    private static List<Long> quotas() {
        var sizes = new TreeSet<Long>();
        var disk = SimulatedDisk.seeded(21);
        disk.watchChanges(() -> sizes.add(size(disk) - 1));
        Workload.live(disk, (int) History.last());
        sizes.remove(-1L);
        return List.copyOf(sizes);
    }

    private static long size(SimulatedDisk disk) {
        return disk.files().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void commitWithoutRoomIsRefusedWholeAndFitsOnceThereIsRoom() {
        int refusals = 0;
        for (long quota : quotas()) {
            var disk = SimulatedDisk.seeded(22);
            disk.quota(quota);
            refusals += live(disk, "quota " + quota);
            history.assertRecovers(disk, History.last(), History.last(), "quota " + quota);
        }
        Counts.print("%d quotas, %d refusals".formatted(quotas().size(), refusals));
        assertThat(refusals).isGreaterThan(quotas().size() / 3);
    }

    /// Live the whole life; make room when a commit, or the first open, is refused.
    private int live(SimulatedDisk disk, String what) {
        int refusals = 0;
        try (var kernel = openWithRoom(disk)) {
            while (kernel.state().lsn() < History.last()) {
                long lsn = kernel.state().lsn();
                try {
                    Workload.commitNext(kernel);
                } catch (KernelFullException full) {
                    refusals++;
                    assertThat(full).hasMessageContaining("make room, then");
                    history.assertOneOf(kernel.state(), lsn, lsn, what);
                    history.assertShown(kernel.state(), what);
                    disk.quota(Long.MAX_VALUE);
                    Workload.commitNext(kernel);
                }
                history.assertOneOf(kernel.state(), lsn + 1, lsn + 1, what);
            }
        }
        return refusals;
    }

    private static WalKernel openWithRoom(SimulatedDisk disk) {
        try {
            return Workload.open(disk);
        } catch (KernelException full) {
            assertThat(full).hasMessageContaining("No space left");
            disk.quota(Long.MAX_VALUE);
            return Workload.open(disk);
        }
    }

    @Test
    void fullDiskCanBeClosedOpenedAndReadAtEveryQuota() {
        for (long quota : quotas()) {
            var disk = SimulatedDisk.seeded(23);
            disk.quota(quota);
            long lsn = 0;
            try (var kernel = openWithRoom(disk)) {
                while (kernel.state().lsn() < History.last()) {
                    Workload.commitNext(kernel);
                }
            } catch (KernelFullException full) {
                try (var kernel = Workload.open(disk)) {
                    lsn = kernel.state().lsn();
                    history.assertShown(kernel.state(), "quota " + quota);
                }
                history.assertRecovers(withRoom(disk), lsn, lsn, "quota " + quota);
            }
        }
    }

    private static SimulatedDisk withRoom(SimulatedDisk disk) {
        disk.quota(Long.MAX_VALUE);
        return disk.crash();
    }

    @Test
    void erasureWorksOnAFullDiskAndTakesTheContentOnceThereIsRoom() {
        for (int spare = 0; spare < 16 << 10; spare += 512) {
            var disk = SimulatedDisk.seeded(24);
            endedRun(disk);
            disk.quota(size(disk) + spare);
            try (var kernel = Workload.open(disk)) {
                fill(kernel);
                var erased = new KernelOp.RunPruned(KernelFixtures.RUN, PruneReason.ERASED);
                kernel.commit(List.of(erased), Force.NOW);
                assertThat(kernel.state().runs().get(KernelFixtures.RUN).orElseThrow().pruned())
                        .contains(PruneReason.ERASED);
            }
            var found = withRoom(disk);
            try (var kernel = Workload.open(found)) {
                assertThat(kernel.state().runs().get(KernelFixtures.RUN).orElseThrow().pruned())
                        .contains(PruneReason.ERASED);
                long id = kernel.state().nextId();
                kernel.commit(List.of(KernelFixtures.dispatch(id, 1)), Force.NOW);
            }
            for (var path : found.files().keySet()) {
                var text = new String(found.content(path), StandardCharsets.ISO_8859_1);
                assertThat(text).as("%s, %d bytes to spare", path, spare).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void erasureThatFoundNoRoomIsCarriedOutInTheSameSessionOnceThereIsRoom() {
        var disk = SimulatedDisk.seeded(25);
        endedRun(disk);
        disk.quota(size(disk));
        try (var kernel = Workload.open(disk)) {
            fill(kernel);
            var erased = new KernelOp.RunPruned(KernelFixtures.RUN, PruneReason.ERASED);
            kernel.commit(List.of(erased), Force.NOW);
            disk.quota(Long.MAX_VALUE);
        }
        for (var path : disk.files().keySet()) {
            var text = new String(disk.content(path), StandardCharsets.ISO_8859_1);
            assertThat(text).as(path).doesNotContain(SECRET);
        }
    }

    @Test
    void refusedCommitCostsOneTryToMakeTheSmallestSegment() {
        var disk = SimulatedDisk.seeded(26);
        try (var kernel = Fixtures.open(disk)) {
            kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
            disk.quota(size(disk));
            fill(kernel);
            long creates = disk.calls(SimulatedCall.CREATE);
            for (int refusal = 1; refusal <= 20; refusal++) {
                fill(kernel);
                assertThat(disk.calls(SimulatedCall.CREATE)).isEqualTo(creates + refusal);
            }
            disk.quota(Long.MAX_VALUE);
            commitOne(kernel);
        }
    }

    /// A run that said something secret, and has ended.
    private static void endedRun(SimulatedDisk disk) {
        try (var kernel = Workload.open(disk)) {
            kernel.commit(
                    List.of(KernelFixtures.root(), KernelFixtures.push(2, 1, "a")), Force.NOW);
            kernel.commit(
                    List.of(KernelFixtures.segment(3, 2, SECRET), KernelFixtures.dispatch(4, 1)),
                    Force.NOW);
            var completed = new KernelOp.ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED);
            kernel.commit(List.of(completed), Force.NOW);
        }
    }

    private static void fill(WalKernel kernel) {
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                commitOne(kernel);
                            }
                        })
                .isInstanceOf(KernelFullException.class);
    }

    private static void commitOne(WalKernel kernel) {
        var message = KernelFixtures.dispatch(kernel.state().nextId(), 1, Bytes.of(new byte[200]));
        kernel.commit(List.of(message), Force.NOW);
    }
}

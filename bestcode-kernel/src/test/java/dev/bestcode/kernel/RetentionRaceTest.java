package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.retain;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Commits that come in between while retention is under way.
class RetentionRaceTest {
    private static final LogLimits ROLLS_SOON = new LogLimits(4 << 10, 4 << 10, 1 << 20);
    private static final LogLimits SNAPSHOT_FIRST = new LogLimits(4 << 10, 4 << 10, 1);
    private static final Bytes LARGE = Workload.text(LogFormat.INLINE_BYTES_MAX + 1);
    private static final Retention PRUNE = new Retention.PruneOnDelivery();

    private final CountDownLatch goOn = new CountDownLatch(1);

    /// The snapshot that is due at the open waits, and so does all upkeep behind it.
    private KernelStorage heldAtTheSnapshot(KernelStorage storage) {
        return new ForwardingStorage(storage) {
            @Override
            public StorageFile open(String path, boolean create) throws IOException {
                if (create && path.startsWith(Snapshots.DIRECTORY)) {
                    Uninterruptibly.run(goOn::await);
                }
                return super.open(path, create);
            }
        };
    }

    private static long commit(WalKernel kernel, KernelOp... ops) {
        return kernel.commit(List.of(ops), Force.NOW).lsn();
    }

    private static void fillUntilSegments(int number, WalKernel kernel, SimulatedDisk disk) {
        while (Disks.segments(disk).size() < number) {
            commit(kernel, dispatch(kernel.state().nextId(), 1, Workload.text(300)));
        }
    }

    /// A complete segment whose last message is finished in the next one, which holds a page of the
    /// same run already.
    private static SimulatedDisk killedBeforeRetention() {
        var disk = SimulatedDisk.seeded(81);
        try (var kernel = WalKernel.open(disk, Fixtures.options().withLimits(ROLLS_SOON))) {
            commit(kernel, root(), push(2, 1, "a"), retain(RUN, PRUNE), dispatch(3, 2));
            fillUntilSegments(2, kernel, disk);
            long id = kernel.state().nextId();
            commit(kernel, dispatch(id, 2), deliver(id), deliver(3));
            return disk.fork();
        }
    }

    @Test
    void segmentThatIsCompletedWhileRetentionWaitsKeepsItsOpenPayload() {
        var disk = killedBeforeRetention();
        var payload = Bytes.ofUtf8("dispatched after retention had begun");
        var options = Fixtures.options().withLimits(SNAPSHOT_FIRST).withUpkeep(Upkeep.BESIDE);
        long id;
        try (var kernel = WalKernel.open(heldAtTheSnapshot(disk), options)) {
            id = kernel.state().nextId();
            commit(kernel, dispatch(id, 2, payload));
            fillUntilSegments(3, kernel, disk);
            goOn.countDown();
        }
        assertThat(disk.files()).containsKey("log/1.g1.log");
        try (var kernel = WalKernel.open(disk, options)) {
            var entry = kernel.state().journal().get(new MessageId(id)).orElseThrow();
            assertThat(entry.message().payload()).isEqualTo(payload);
            assertThat(entry.pruned()).isFalse();
        }
    }

    private static SimulatedDisk withOpenBlob() {
        var disk = SimulatedDisk.seeded(82);
        try (var kernel = Fixtures.open(disk)) {
            commit(kernel, root(), push(2, 1, "a"), retain(RUN, PRUNE), dispatch(3, 2, LARGE));
            commit(kernel, dispatch(4, 2), deliver(4));
        }
        return disk;
    }

    @Test
    void blobThatIsDroppedByAnUnforcedCommitStays() throws IOException {
        var options = Fixtures.options().withUpkeep(Upkeep.BESIDE);
        var parts = new KernelParts(withOpenBlob(), options);
        try (parts) {
            var _ = parts.worker.start("what comes first", () -> Uninterruptibly.run(goOn::await));
            parts.pruning.carryOut(parts.publication);
            parts.publishUnforced(deliver(3));
            goOn.countDown();
        }
        assertThat(parts.blobs.find(Digest.ofContent(LARGE))).contains(LARGE);
    }

    @Test
    void retentionWaitsForTheForce() throws IOException {
        var parts = new KernelParts(withOpenBlob(), Fixtures.options());
        try (parts) {
            parts.publishUnforced(deliver(3));
            parts.pruning.carryOut(parts.publication);
            assertThat(parts.blobs.find(Digest.ofContent(LARGE))).contains(LARGE);
            var state = parts.publication.state();
            parts.publication.publish(state, state.lsn());
            parts.pruning.carryOut(parts.publication);
        }
        assertThat(parts.blobs.find(Digest.ofContent(LARGE))).isEmpty();
    }
}

package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Contents and records at their bounds, and headers that lie.
class RecordSizeTest {
    private final SimulatedDisk disk = SimulatedDisk.seeded(51);

    private static Bytes content(int bytes) {
        return Workload.text(bytes);
    }

    @Test
    void contentsAroundTheInlineBoundAreReadBackAsTheyWere() throws IOException {
        int bound = LogFormat.INLINE_BYTES_MAX;
        int[] sizes = {0, 1, bound - 1, bound, bound + 1};
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root()), Force.NOW);
            for (int i = 0; i < sizes.length; i++) {
                kernel.commit(List.of(dispatch(2 + i, 1, content(sizes[i]))), Force.NOW);
            }
            kernel.commit(List.of(), Force.NOW);
        }
        assertThat(disk.list(BlobFile.DIRECTORY)).hasSize(1);
        try (var kernel = Workload.open(disk)) {
            assertThat(kernel.state().lsn()).isEqualTo(sizes.length + 2);
            for (int i = 0; i < sizes.length; i++) {
                var entry = kernel.state().journal().get(new MessageId(2 + i)).orElseThrow();
                assertThat(entry.message().payload()).isEqualTo(content(sizes[i]));
            }
        }
    }

    /// Ops whose record is exactly so long.
    private static List<KernelOp> opsOf(int recordBytes) {
        var ops = new ArrayList<KernelOp>();
        int left = recordBytes - LogFormat.RECORD_HEADER_BYTES;
        int bound = LogFormat.INLINE_BYTES_MAX;
        for (long id = 2; left > 0; id++) {
            int bare = bodyOf(dispatch(id, 1, Bytes.EMPTY));
            int most = left - bare - 2; // the length of a large content takes so much more
            boolean tooSmallRest = most > bound && most < bound + bound / 4;
            ops.add(dispatch(id, 1, content(tooSmallRest ? bound / 2 : Math.min(bound, most))));
            left -= bodyOf(ops.getLast());
        }
        assertThat(left).isZero();
        return ops;
    }

    private static int bodyOf(KernelOp op) {
        return Transaction.encode(List.of(op), _ -> Digest.NONE).body().length;
    }

    @Test
    void largestRecordIsTakenAndOneByteMoreIsRefusedBeforeItIsLogged() {
        try (var kernel = Workload.open(disk)) {
            kernel.commit(List.of(root()), Force.NOW);
            var tooLarge = opsOf(LogFormat.RECORD_BYTES_MAX + 1);
            int size = Disks.size(disk, LOG);
            assertThatThrownBy(() -> kernel.commit(tooLarge, Force.NOW))
                    .isInstanceOf(CommitRejectedException.class);
            assertThat(kernel.state().lsn()).isEqualTo(1);
            assertThat(disk.files()).containsEntry(LOG, (long) size);
            kernel.commit(opsOf(LogFormat.RECORD_BYTES_MAX), Force.NOW);
        }
        try (var kernel = Workload.open(disk)) {
            assertThat(kernel.state().lsn()).isEqualTo(2);
            var entry = kernel.state().journal().get(new MessageId(2)).orElseThrow();
            assertThat(entry.message().payload()).isEqualTo(content(LogFormat.INLINE_BYTES_MAX));
        }
    }

    @Test
    void recordTooLargeForASegmentWithoutATransactionIsFoundAgain() {
        var large = content(SmallKernel.FIRST_SEGMENT_BYTES);
        try (var kernel = WalKernel.open(disk, SmallKernel.options(new TestClock()))) {
            kernel.commit(List.of(root(), dispatch(2, 1, large)), Force.NOW);
        }
        try (var kernel = WalKernel.open(disk, SmallKernel.options(new TestClock()))) {
            assertThat(kernel.state().lsn()).isEqualTo(1);
            var entry = kernel.state().journal().get(new MessageId(2)).orElseThrow();
            assertThat(entry.message().payload()).isEqualTo(large);
        }
    }

    @Test
    void lengthThatLiesIsRefusedOrCutAndNothingIsAllocatedForIt() throws IOException {
        Workload.live(disk, 3); // no snapshot yet, which would know of the last one
        var last = Records.transactions(disk.content(LOG)).getLast();
        for (int length :
                new int[] {0, 1, 8, 71, 73, 1 << 20, LogFormat.RECORD_BYTES_MAX, 1 << 30, -8}) {
            var lying = disk.copyOf();
            lying.overwrite(
                    LOG,
                    last.position(),
                    ByteBuffer.allocate(Integer.BYTES).putInt(0, length).array());
            Disks.assertRefused(lying, LOG + ": byte " + last.position());

            lying.overwrite(LOG, last.end(), new byte[(4 << 10) - last.end()]);
            History.undisturbed().assertOneOf(Reopened.state(lying), 2, 2, "length " + length);
        }
    }

    @Test
    void countOfOpsThatLiesIsRefused() {
        Workload.live(disk, 5);
        var last = Records.transactions(disk.content(LOG)).getLast();
        for (int count : new int[] {0, -1, 2, 7, 1 << 20, Integer.MAX_VALUE}) {
            var lying = disk.copyOf();
            Records.forge(lying, LOG, last, record -> record.putInt(12, count));
            Disks.assertRefused(lying, LOG + ": byte " + last.position() + ", LSN 5");
        }
    }
}

package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class RepairTest {
    private static final KernelOptions OPTIONS = Fixtures.options().withLimits(Inspected.TINY);

    private static RepairReport repair(KernelStorage from, KernelStorage to) {
        return Inspected.inspector(from).repair(to, OPTIONS);
    }

    @Test
    void wholeKernelIsMadeAnewWithTheSameHeadAndState() {
        var source = Inspected.sample(true);
        var target = FileStorage.inMemory();
        var report = repair(source, target);
        assertThat(report.isLossy()).isFalse();
        assertThat(report.head()).isEqualTo(Inspected.verify(source).head());
        assertThat(Inspected.verify(target).findings()).isEmpty();
        try (var old = Inspected.open(source);
                var made = Inspected.open(target)) {
            assertThat(made.state().hash()).isEqualTo(old.state().hash());
            assertThat(made.state().contexts().content(new SegmentId(5)))
                    .isEqualTo(old.state().contexts().content(new SegmentId(5)))
                    .isPresent();
            assertThat(made.state().journal().from(1, 999))
                    .isEqualTo(old.state().journal().from(1, 999));
        }
    }

    /// Damage the record of one transaction, wherever it lies.
    private static void damage(KernelStorage storage, long lsn) {
        for (var path : Inspected.segments(storage)) {
            var bytes = Inspected.bytes(storage, path);
            for (int at = LogFormat.SEGMENT_HEADER_BYTES;
                    at < bytes.length && ByteBuffer.wrap(bytes).getInt(at) != 0;
                    at += ByteBuffer.wrap(bytes).getInt(at)) {
                var header = RecordHeader.read(ByteBuffer.wrap(bytes).position(at));
                if (header.isTransaction() && header.lsn() == lsn) {
                    bytes[at + 70] ^= 1;
                    Inspected.put(storage, path, bytes);
                    return;
                }
            }
        }
        throw new AssertionError("no LSN " + lsn);
    }

    @Test
    void damagedMiddleKeepsAllBeforeAndWhatFitsAfter() {
        var source = FileStorage.inMemory();
        try (var kernel = Inspected.open(source)) {
            Inspected.commit(kernel, root(), push(2, 1, "a"));
            Inspected.commit(kernel, dispatch(3, 2));
            Inspected.commit(kernel, push(4, 1, "b")); // LSN 3, to be lost
            Inspected.commit(kernel, dispatch(5, 2));
            Inspected.commit(kernel, dispatch(6, 4)); // does not fit without LSN 3
            Inspected.commit(kernel, new KernelOp.MessageDelivered(new MessageId(3)));
        }
        damage(source, 3);
        var before = Inspected.files(source);
        assertThatThrownBy(() -> Inspected.open(source)).isInstanceOf(KernelException.class);

        var target = FileStorage.inMemory();
        var report = repair(source, target);
        assertThat(Inspected.files(source)).isEqualTo(before);
        assertThat(report.saved()).isEqualTo(4);
        assertThat(report.lost()).extracting(Lost::firstLsn).containsExactly(3L, 5L);
        assertThat(report.lost()).extracting(Lost::lastLsn).containsExactly(3L, 5L);
        assertThat(report.lost().getLast().concerned()).containsExactly("message 6", "thread 4");
        assertThat(report.lost().getLast().why()).contains("thread 4 is unknown");
        assertThat(Inspected.verify(target).findings()).isEmpty();
        try (var kernel = Inspected.open(target)) {
            var state = kernel.state();
            assertThat(state.lsn()).isEqualTo(6);
            assertThat(state.journal().get(new MessageId(3))).isPresent();
            assertThat(state.journal().get(new MessageId(5)).orElseThrow().lsn()).isEqualTo(4);
            assertThat(state.journal().get(new MessageId(6))).isEmpty();
            assertThat(state.journal().undelivered()).hasSize(1);
            Inspected.commit(kernel, dispatch(state.nextId(), 2));
        }
    }

    @Test
    void everyDamagedTransactionOfASampleLeavesASoundKernel() {
        var sample = Inspected.sample(false);
        var files = Inspected.files(sample);
        long last = Inspected.verify(sample).head().lsn();
        for (long lsn = 1; lsn <= last; lsn++) {
            var source = Inspected.storageWith(files);
            damage(source, lsn);
            var before = Inspected.files(source);
            var target = FileStorage.inMemory();
            var report = repair(source, target);
            assertThat(Inspected.files(source)).isEqualTo(before);
            long damaged = lsn;
            assertThat(report.lost())
                    .as("LSN %d", lsn)
                    .anyMatch(lost -> lost.firstLsn() == damaged);
            long gone =
                    report.lost().stream()
                            .mapToLong(lost -> lost.lastLsn() - lost.firstLsn() + 1)
                            .sum();
            assertThat(report.saved() + gone).isEqualTo(last);
            assertThat(report.saved()).isGreaterThanOrEqualTo(lsn - 1);
            assertThat(Inspected.verify(target).isSound()).isTrue();
            assertThat(report.head().lsn()).isEqualTo(last);
        }
    }

    @Test
    void damagedSegmentHeaderLosesNothing() {
        var source = Inspected.sample(false);
        for (var path : Inspected.segments(source)) {
            var bytes = Inspected.bytes(source, path);
            bytes[70] ^= 1; // in the chain
            Inspected.put(source, path, bytes);
        }
        var report = repair(source, FileStorage.inMemory());
        assertThat(report.lost()).isEmpty();
        assertThat(report.head()).isEqualTo(Inspected.verify(Inspected.sample(false)).head());
    }

    @Test
    void lostBlobIsListedAndItsTransactionSaved() {
        var source = Inspected.sample(true);
        var large = Inspected.largeBlob(Inspected.files(source));
        var content = Inspected.bytes(source, large);
        Inspected.delete(source, large);
        var target = FileStorage.inMemory();
        var report = repair(source, target);
        assertThat(report.lost()).isEmpty();
        assertThat(report.contents()).singleElement().asString().contains(large);
        try (var kernel = Inspected.open(target)) {
            assertThatThrownBy(() -> kernel.state().journal().get(new MessageId(20)))
                    .hasMessageContaining(large)
                    .hasMessageContaining("missing");
        }
        Inspected.put(target, large, content);
        assertThat(Inspected.verify(target).isSound()).isTrue();
    }

    @Test
    void targetThatIsNotEmptyIsRefusedAndLeftAlone() {
        var source = Inspected.sample(false);
        var target = FileStorage.inMemory();
        Inspected.put(target, "notes", new byte[3]);
        assertThatThrownBy(() -> repair(source, target))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("is not empty (there is notes)");
        assertThatThrownBy(() -> Inspected.inspector(source).backup(target))
                .hasMessageContaining("is not empty (there is notes)");
        assertThat(Inspected.files(target)).isEmpty();
    }

    @Test
    void targetThatIsFullIsTakenAway() {
        var source = Inspected.sample(false);
        for (long room = 1000; room < 8_000; room += 1000) {
            var target = SimulatedDisk.seeded(room);
            target.quota(room);
            assertThatThrownBy(() -> repair(source, target))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("simulated disk")
                    .hasMessageContaining("the source is unchanged");
            assertThat(Inspected.files(target)).isEmpty();
        }
    }

    @Test
    void repairThatWasCutOffLeavesAKernelThatNoOpenTakes() {
        var source = Inspected.sample(false);
        var target = SimulatedDisk.seeded(1);
        target.failAfter(30);
        assertThatThrownBy(() -> repair(source, target)).isInstanceOf(KernelException.class);
        assertThatThrownBy(() -> Inspected.open(target.crash()))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("unfinished");
    }

    @Test
    void newerFormatIsNotRepaired() {
        var source = Inspected.sample(false);
        var path = Inspected.segments(source).getLast();
        var bytes = ByteBuffer.wrap(Inspected.bytes(source, path));
        bytes.putInt(Long.BYTES, LogFormat.VERSION + 1);
        bytes.putInt(124, Checksum.of(bytes.array(), 0, 124));
        Inspected.put(source, path, bytes.array());
        var target = FileStorage.inMemory();
        assertThatThrownBy(() -> repair(source, target)).hasMessageContaining("newer");
        assertThat(Inspected.files(target)).isEmpty();
    }
}

package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.dispatch;
import static dev.bestcode.kernel.Fixtures.logBytes;
import static dev.bestcode.kernel.Fixtures.open;
import static dev.bestcode.kernel.Fixtures.push;
import static dev.bestcode.kernel.Fixtures.root;
import static dev.bestcode.kernel.Fixtures.segment;
import static dev.bestcode.kernel.Fixtures.storageWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class RecoveryTest {
    /// A log of three transactions and its closing seal, and the state hash after each.
    private record Sample(List<Byte> bytes, List<Integer> ends, List<Sha256> hashes) {
        byte[] head(int length, int total, int filler) {
            var log = new byte[total];
            Arrays.fill(log, length, total, (byte) filler);
            for (int i = 0; i < length; i++) {
                log[i] = bytes.get(i);
            }
            return log;
        }
    }

    private static Sample sample() {
        var storage = FileStorage.inMemory();
        var hashes = new ArrayList<Sha256>();
        try (var kernel = open(storage)) {
            hashes.add(kernel.state().hash());
            for (var ops :
                    List.of(
                            List.of(root(), push(2, 1, "a")),
                            List.of(dispatch(3, 2), segment(4, 2, "page")),
                            List.of(dispatch(5, 2)))) {
                kernel.commit(ops, Force.NOW);
                hashes.add(kernel.state().hash());
            }
        }
        var log = logBytes(storage);
        var ends = new ArrayList<Integer>();
        int end = LogFormat.SEGMENT_HEADER_BYTES;
        while (ByteBuffer.wrap(log).getInt(end) != 0) {
            end += ByteBuffer.wrap(log).getInt(end);
            ends.add(end);
        }
        var bytes = new ArrayList<Byte>();
        for (int i = 0; i < end; i++) {
            bytes.add(log[i]);
        }
        return new Sample(bytes, ends, hashes);
    }

    private static Sha256 hashOf(byte[] log) {
        try (var kernel = open(storageWith(log))) {
            return kernel.state().hash();
        }
    }

    @Test
    void tornRecordIsCutAtEveryByteAndTheNextCommitSurvives() {
        var sample = sample();
        int from = sample.ends().get(1);
        int to = sample.ends().get(2);
        for (int filler : new int[] {0, 0xFF}) {
            for (int cut = from; cut < to; cut++) {
                for (int total : new int[] {cut, to + 64}) {
                    var log = sample.head(cut, total, filler);
                    if (total > to && Arrays.equals(log, sample.head(to, total, filler))) {
                        continue; // what was cut off held the same bytes
                    }
                    var storage = storageWith(log);
                    try (var kernel = open(storage)) {
                        assertThat(kernel.state().hash())
                                .as("cut at %d of %d", cut, total)
                                .isEqualTo(sample.hashes().get(2));
                        kernel.commit(List.of(dispatch(6, 2)), Force.NOW);
                    }
                    try (var kernel = open(storage)) {
                        assertThat(kernel.state().lsn()).isEqualTo(3);
                        assertThat(kernel.state().journal().from(3, 9)).hasSize(1);
                    }
                }
            }
        }
    }

    @Test
    void flippedBitIsRefusedOrLiesWhereNoDataIs() {
        var sample = sample();
        int sealAt = sample.ends().get(2);
        int total = sample.bytes().size() + 64;
        for (int position = 0; position < total; position++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                var log = sample.head(sample.bytes().size(), total, 0);
                log[position] ^= (byte) (1 << bit);
                var storage = storageWith(log);
                if (position < sealAt) {
                    assertThatThrownBy(() -> open(storage))
                            .as("bit %d of byte %d", bit, position)
                            .isInstanceOf(KernelException.class);
                    assertThat(logBytes(storage)).isEqualTo(log);
                } else {
                    assertThat(hashOf(log)).isEqualTo(sample.hashes().getLast());
                }
            }
        }
    }

    @Test
    void damageIsNamedByFileByteAndLsn() {
        var sample = sample();
        var log = sample.head(sample.bytes().size(), sample.bytes().size(), 0);
        log[sample.ends().getFirst() + 50] ^= 1;
        assertThatThrownBy(() -> open(storageWith(log)))
                .hasMessageContaining("memory/log/1.log: byte " + sample.ends().getFirst())
                .hasMessageContaining("LSN 2")
                .hasMessageContaining("Copy the data directory");
    }

    @Test
    void unknownOpKindIsANewerFormat() {
        var sample = sample();
        var log = sample.head(sample.bytes().size(), sample.bytes().size(), 0);
        int at = sample.ends().get(1);
        var record = ByteBuffer.wrap(log).slice(at, sample.ends().get(2) - at);
        record.putShort(LogFormat.RECORD_HEADER_BYTES, (short) 999);
        long segmentId = ByteBuffer.wrap(log).getLong(24);
        record.putInt(RecordHeader.CRC_OFFSET, Checksum.ofRecord(segmentId, at, record));
        assertThatThrownBy(() -> open(storageWith(log)))
                .hasMessageContaining("op kind 999 is not known here: a newer format");
    }

    @Test
    void everyCrashKeepsWhatWasAcknowledged() {
        int calls = 0;
        for (boolean done = false; !done; calls++) {
            for (int seed = 0; seed < 4; seed++) {
                done = crashAfter(calls, seed) == TRANSACTIONS;
            }
        }
        assertThat(calls).isGreaterThan(TRANSACTIONS * 3 / 2);
    }

    private static final int TRANSACTIONS = 40;

    /// @return how many were acknowledged before the disk was gone
    private static int crashAfter(int calls, int seed) {
        var disk = SimulatedDisk.seeded(seed);
        disk.failAfter(calls);
        int acknowledged = 0;
        int forced = 0;
        try (var kernel = open(disk)) {
            kernel.commit(List.of(root()), Force.NOW);
            for (forced = 1, acknowledged = 1; acknowledged < TRANSACTIONS; ) {
                var force = acknowledged % 3 == 1 ? Force.WITH_NEXT : Force.NOW;
                kernel.commit(List.of(dispatch(acknowledged + 1, 1)), force);
                acknowledged++;
                forced = force == Force.NOW ? acknowledged : forced;
            }
        } catch (KernelException e) {
            assertThat(e).hasMessageContaining("simulated");
        }
        var found = disk.crash();
        assertRecovers(found, forced, acknowledged + 1);
        return acknowledged;
    }

    private static void assertRecovers(SimulatedDisk found, int atLeast, int atMost) {
        long lsn;
        try (var kernel = open(found)) {
            lsn = kernel.state().lsn();
            assertThat(lsn).isBetween((long) atLeast, (long) atMost);
            assertThat(kernel.state().journal().undelivered()).hasSize((int) Math.max(0, lsn - 1));
            var next = lsn == 0 ? root() : dispatch(lsn + 1, 1);
            kernel.commit(List.of(next), Force.NOW);
        }
        try (var kernel = open(found.crash())) {
            assertThat(kernel.state().lsn()).isEqualTo(lsn + 1);
        }
    }

    @Test
    void failedForceStopsTheKernelForGoodAndReadersGoOn() {
        var disk = SimulatedDisk.seeded(3);
        var kernel = open(disk);
        kernel.commit(List.of(root()), Force.NOW);
        disk.failForce(1);
        assertThatThrownBy(() -> kernel.commit(List.of(push(2, 1, "a")), Force.NOW))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("unknown");
        long forces = disk.forces();
        assertThatThrownBy(() -> kernel.commit(List.of(push(3, 1, "b")), Force.NOW))
                .isInstanceOf(KernelException.class);
        assertThat(kernel.state().lsn()).isEqualTo(1);
        assertThat(kernel.state().threads().count()).isEqualTo(1);
        assertThatThrownBy(kernel::close).isInstanceOf(KernelException.class);
        kernel.close();
        assertThat(disk.forces()).isEqualTo(forces);
        try (var reopened = open(disk.crash())) {
            assertThat(reopened.state().lsn()).isBetween(1L, 2L);
        }
    }
}

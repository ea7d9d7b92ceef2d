package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;
import static dev.bestcode.kernel.Fixtures.storageWith;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A log that ends within a record, at every byte of it, whatever lies behind: the records before
/// are all there, nothing else is, and the log goes on.
class TearTest {
    private static final int RECORDS = 60;
    private static final int GO_ON_EVERY = Counts.of(1, 61);

    /// @param log its bytes, up to the end of its last transaction
    /// @param ends of its transactions
    private record Sample(Bytes log, List<Integer> ends, List<Sha256> hashes) {}

    private static Sample sample(long kernelSeed) {
        var disk = SimulatedDisk.seeded(1);
        var hashes = new ArrayList<Sha256>();
        var options = Fixtures.options().withRandom(new Random(kernelSeed));
        try (var kernel = WalKernel.open(disk, options)) {
            hashes.add(kernel.state().hash());
            for (long id = 1; id <= RECORDS; id++) {
                var op = id == 1 ? root() : dispatch(id, 1, Bytes.of(new byte[(int) id]));
                kernel.commit(List.of(op), Force.NOW);
                hashes.add(kernel.state().hash());
            }
        }
        var log = disk.content(LOG);
        var ends = new ArrayList<Integer>();
        int end = LogFormat.SEGMENT_HEADER_BYTES;
        while (ends.size() < RECORDS) {
            var header = RecordHeader.read(ByteBuffer.wrap(log).position(end));
            end += header.length();
            if (header.isTransaction()) {
                ends.add(end);
            }
        }
        return new Sample(Bytes.of(Arrays.copyOf(log, end)), ends, hashes);
    }

    @Test
    void everyCutBehindARecordKeepsWhatIsBeforeItWhateverFollows() throws IOException {
        var sample = sample(7);
        var log = sample.log().toByteArray();
        var old = sample(8).log().toByteArray();
        int total = log.length + 128;
        int cuts = 0;
        for (int cut = LogFormat.SEGMENT_HEADER_BYTES; cut < log.length; cut++) {
            assertCut(sample, cut, Arrays.copyOf(log, cut));
            assertCut(sample, cut, filled(log, cut, new byte[total]));
            var erased = new byte[total];
            Arrays.fill(erased, (byte) 0xFF);
            assertCut(sample, cut, filled(log, cut, erased));
            assertCut(sample, cut, filled(log, cut, Arrays.copyOf(old, total)));
            cuts++;
        }
        Counts.print("%d cuts, four fillings each".formatted(cuts));
    }

    private static byte[] filled(byte[] log, int cut, byte[] filling) {
        System.arraycopy(log, 0, filling, 0, cut);
        return filling;
    }

    private static void assertCut(Sample sample, int cut, byte[] log) throws IOException {
        int same =
                Arrays.mismatch(
                        sample.log().toByteArray(), log); // the filling may go on as the log did
        int whole = (int) sample.ends().stream().filter(end -> end <= same).count();
        var storage = storageWith(log);
        var state = Reopened.state(storage);
        assertThat(state.lsn()).as("cut at byte %d", cut).isEqualTo(whole);
        assertThat(state.hash()).as("cut at byte %d", cut).isEqualTo(sample.hashes().get(whole));
        if (cut % GO_ON_EVERY == 0 && whole > 0) {
            assertGoesOn(storageWith(log), cut, whole);
        }
    }

    private static void assertGoesOn(KernelStorage storage, int cut, int whole) {
        try (var kernel = Fixtures.open(storage)) {
            kernel.commit(List.of(dispatch(RECORDS + 1, 1)), Force.NOW);
        }
        try (var kernel = Fixtures.open(storage)) {
            assertThat(kernel.state().lsn()).as("cut at byte %d", cut).isEqualTo(whole + 1);
            assertThat(kernel.state().journal().from(2, RECORDS)).hasSize(whole);
        }
    }
}

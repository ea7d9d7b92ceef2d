package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Whole records that are in the right place, and are not the ones that belong there.
class RecordIdentityTest {
    private static final int SEGMENT_ID_AT = 24;
    private static final int LSN_AT = 16;

    private final SimulatedDisk disk = diskOfThree();

    private static SimulatedDisk diskOfThree() {
        var disk = SimulatedDisk.seeded(4);
        try (var kernel = Fixtures.open(disk)) {
            kernel.commit(List.of(root()), Force.NOW);
            kernel.commit(List.of(dispatch(2, 1)), Force.NOW);
            kernel.commit(List.of(dispatch(3, 1)), Force.NOW);
        }
        return disk;
    }

    @Test
    void recordThatSkipsAnLsnIsDamage() {
        var last = Records.transactions(disk.content(LOG)).getLast();
        Records.forge(disk, LOG, last, record -> record.putLong(LSN_AT, 4));
        Disks.assertRefused(disk, "byte " + last.position(), "LSN 4, expected 3");
    }

    /// A file that was used again would hold such.
    @Test
    void recordOfAnotherSegmentAtItsPlaceIsNoRecord() throws IOException {
        var log = disk.content(LOG);
        var last = Records.transactions(log).getLast();
        long another = ByteBuffer.wrap(log).getLong(SEGMENT_ID_AT) + 1;
        var record = ByteBuffer.wrap(log).slice(last.position(), last.header().length());
        record.putInt(RecordHeader.CRC_OFFSET, Checksum.ofRecord(another, last.position(), record));
        disk.overwrite(LOG, 0, log);
        disk.overwrite(LOG, last.end(), new byte[log.length - last.end()]);
        assertThat(Reopened.state(disk).lsn()).isEqualTo(2);
    }
}

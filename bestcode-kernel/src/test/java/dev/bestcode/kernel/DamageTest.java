package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.LOG;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Damage is told from a torn tail by what the log itself says was forced.
class DamageTest {
    private static final int SECTOR_BYTES = 512;
    private static final int ONE_SEGMENT = 7;

    private final History history = History.undisturbed();

    private static SimulatedDisk live(int transactions) {
        var disk = SimulatedDisk.seeded(6);
        Workload.live(disk, transactions);
        return disk;
    }

    /// One segment, and nothing beside it that knows how long it was.
    private static SimulatedDisk liveInOneSegment() {
        var disk = live(ONE_SEGMENT);
        disk.files().keySet().stream()
                .filter(path -> path.startsWith(Snapshots.DIRECTORY))
                .forEach(path -> Disks.delete(disk, path));
        return disk;
    }

    /// The log up to a place, and zeros behind, as when nothing more had been written.
    private static SimulatedDisk endingAt(SimulatedDisk disk, int end) {
        var shorter = disk.copyOf();
        int size = Disks.size(disk, LOG);
        shorter.overwrite(LOG, end, new byte[size - end]);
        return shorter;
    }

    @Test
    void flipBelowWhatWasForcedRefusesAndTheSameFlipInTheLastBatchCuts() throws IOException {
        var disk = liveInOneSegment();
        for (var place : Records.transactions(disk.content(LOG))) {
            long lsn = place.header().lsn();
            for (int at = place.position(); at < place.end(); at += 37) {
                var damaged = disk.copyOf();
                damaged.flipBit(LOG, (long) at * Byte.SIZE + at % Byte.SIZE);
                Disks.assertRefused(
                        damaged,
                        "simulated disk/log/1.log: byte " + place.position() + ", LSN " + lsn,
                        "had been acknowledged");

                var torn = endingAt(disk, place.end());
                torn.flipBit(LOG, (long) at * Byte.SIZE + at % Byte.SIZE);
                history.assertOneOf(Reopened.state(torn), lsn - 1, lsn - 1, "LSN " + lsn);
                history.assertRecovers(torn, lsn - 1, lsn - 1, "LSN " + lsn);
            }
        }
    }

    @Test
    void laterRecordOfTheSameUnforcedBatchVouchesForNothing() throws IOException {
        var torn = thirdAndFourthUnforced();
        var places = Records.transactions(torn.content(LOG));
        torn.flipBit(LOG, (places.get(2).position() + 50L) * Byte.SIZE);
        var goesOn = torn.fork();
        try (var kernel = Workload.open(goesOn)) {
            Workload.commitNext(kernel);
            history.assertOneOf(Reopened.state(goesOn.fork()), 3, 3, "no old fourth behind it");
        }
        history.assertRecovers(torn, 2, 2, "the third record did not arrive, the fourth did");
    }

    /// Both records are there, and the second of them does not say that the first was forced. The
    /// log forces by itself when it is idle, so a slow machine may need more than one try.
    private static SimulatedDisk thirdAndFourthUnforced() {
        for (int i = 0; i < 100; i++) {
            var disk = live(2);
            try (var kernel = Workload.open(disk)) {
                kernel.commit(Workload.COMMITS.get(2).ops(), Force.WITH_NEXT);
                kernel.commit(Workload.COMMITS.get(3).ops(), Force.WITH_NEXT);
            }
            var fourth = Records.transactions(disk.content(LOG)).get(3);
            if (fourth.header().forcedThrough() == 2) {
                return endingAt(disk, fourth.end());
            }
        }
        throw new AssertionError("the fourth record never says that the second was forced");
    }

    @Test
    void damageInACompleteSegmentRefusesWhereTheStateHasToBeReadFromIt() {
        var disk = live(20);
        disk.files().keySet().stream()
                .filter(path -> path.startsWith(Snapshots.DIRECTORY))
                .forEach(path -> Disks.delete(disk, path));
        var segments = Disks.segments(disk);
        for (var path : segments.subList(0, segments.size() - 1)) {
            for (var place : Records.of(disk.content(path))) {
                var damaged = disk.copyOf();
                damaged.flipBit(path, (place.position() + 9L) * Byte.SIZE);
                Disks.assertRefused(damaged, path + ": byte " + place.position());
            }
        }
    }

    @Test
    void sectorThatWasNeverWrittenIsReportedWhereALaterOneShowsThatItWasForced()
            throws IOException {
        var disk = liveInOneSegment();
        var log = disk.content(LOG);
        var places = Records.of(log);
        int end = places.getLast().end();
        for (int at = LogFormat.SEGMENT_HEADER_BYTES; at < end; at += SECTOR_BYTES) {
            int sector = Math.max(LogFormat.SEGMENT_HEADER_BYTES, at / SECTOR_BYTES * SECTOR_BYTES);
            int next = (at / SECTOR_BYTES + 1) * SECTOR_BYTES;
            var lost = disk.copyOf();
            lost.overwrite(LOG, sector, new byte[next - sector]);
            long first =
                    places.stream()
                            .filter(p -> p.end() > sector)
                            .findFirst()
                            .orElseThrow()
                            .header()
                            .lsn();
            boolean vouched =
                    places.stream()
                            .filter(p -> p.position() >= next)
                            .anyMatch(p -> p.header().forcedThrough() >= first);
            if (vouched) {
                Disks.assertRefused(lost, LOG);
            } else {
                history.assertOneOf(Reopened.state(lost), first - 1, ONE_SEGMENT, "at " + sector);
            }
        }
    }

    @Test
    void recordInAnotherPlaceOfItsSegmentIsNoRecord() throws IOException {
        var disk = liveInOneSegment();
        var log = disk.content(LOG);
        var places = Records.transactions(log);
        var first = places.getFirst();
        var old = Arrays.copyOfRange(log, first.position(), first.end());
        var third = places.get(2);
        var misdirected = disk.copyOf();
        misdirected.overwrite(LOG, third.position(), old);
        Disks.assertRefused(misdirected, LOG + ": byte " + third.position());

        var behind = disk.copyOf();
        behind.overwrite(LOG, Records.of(log).getLast().end(), old);
        history.assertRecovers(behind, ONE_SEGMENT, ONE_SEGMENT, "an old record behind the end");
    }

    @Test
    void refusalIsOneClearMessageWithFileByteLsnAndWhatToDo() {
        var disk = liveInOneSegment();
        var second = Records.transactions(disk.content(LOG)).get(1);
        disk.flipBit(LOG, (second.position() + 50L) * Byte.SIZE);
        Disks.assertRefused(
                disk,
                "simulated disk/log/1.log: byte " + second.position() + ", LSN 2",
                "everything up to LSN 1 is whole",
                "Copy the data directory");
    }

    @Test
    void newerFormatOfSegmentOrRecordIsRefusedUntouched() {
        var segment = live(ONE_SEGMENT);
        Records.forgeHeader(
                segment,
                LOG,
                LogFormat.SEGMENT_HEADER_BYTES,
                header -> header.putInt(Long.BYTES, LogFormat.VERSION + 1));
        Disks.assertRefused(segment, "written in format 2");

        var record = live(ONE_SEGMENT);
        var last = Records.transactions(record.content(LOG)).getLast();
        Records.forge(record, LOG, last, bytes -> bytes.put(8, (byte) (LogFormat.VERSION + 1)));
        Disks.assertRefused(record, "record version 2 is of a newer format");

        var op = live(ONE_SEGMENT);
        Records.forge(op, LOG, last, bytes -> bytes.put(LogFormat.RECORD_HEADER_BYTES, (byte) 99));
        Disks.assertRefused(op, "op kind 99 is not known here: a newer format");
    }

    @Test
    void everyKindOfFileNamesItsKernelItsFormatAndItsKind() {
        var disk = live(20);
        long kernelId = ByteBuffer.wrap(disk.content(Disks.lastSegment(disk))).getLong(16);
        for (var path : disk.files().keySet()) {
            if (path.endsWith(".log") || path.endsWith(".snap")) {
                var header = ByteBuffer.wrap(disk.content(path));
                assertThat(header.getInt(Long.BYTES)).isEqualTo(LogFormat.VERSION);
                assertThat(header.getLong(16)).isEqualTo(kernelId);
            }
        }
    }
}

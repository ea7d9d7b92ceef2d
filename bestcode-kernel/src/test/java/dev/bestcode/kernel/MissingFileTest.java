package dev.bestcode.kernel;

import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Random;

/// Files that are gone, renamed, or somebody else's.
class MissingFileTest {
    private final History history = History.undisturbed();

    private static SimulatedDisk live(int transactions) {
        var disk = SimulatedDisk.seeded(6);
        Workload.live(disk, transactions);
        return disk;
    }

    private static SimulatedDisk ofAnotherKernel(int transactions) {
        var disk = SimulatedDisk.seeded(6);
        var options = Workload.options().withRandom(new Random(99));
        try (var kernel = WalKernel.open(disk, options)) {
            while (kernel.state().lsn() < transactions) {
                Workload.commitNext(kernel);
            }
        }
        return disk;
    }

    @Test
    void missingSegmentBeforeTheLastIsRefused() {
        var disk = live(40);
        var segments = Disks.segments(disk);
        for (var path : segments.subList(0, segments.size() - 1)) {
            var found = disk.copyOf();
            Disks.delete(found, path);
            Disks.assertRefused(found, "missing");
        }
    }

    @Test
    void missingLastSegmentIsRefusedWhereAnIndexASnapshotOrACopyShowsThatThereWasMore() {
        for (int transactions = 8; transactions <= History.last(); transactions++) {
            var disk = live(transactions);
            Disks.delete(disk, Disks.lastSegment(disk));
            Disks.assertRefused(disk, "simulated disk/log");
            deleteDerived(disk);
            if (!Disks.segments(disk).isEmpty() && Disks.lastSegment(disk).contains(".g")) {
                Disks.assertRefused(disk, "is no copy");
            }
        }
    }

    private static void deleteDerived(SimulatedDisk disk) {
        disk.files().keySet().stream()
                .filter(path -> path.endsWith(".idx") || path.endsWith(".snap"))
                .forEach(path -> Disks.delete(disk, path));
    }

    @Test
    void missingLogIsRefusedWhereAnythingShowsThatThereWasOne() {
        for (var evidence : new String[] {"snap/", "blob/", "log/"}) {
            var disk = live(14);
            disk.files().keySet().stream()
                    .filter(path -> path.endsWith(".log") || !path.startsWith(evidence))
                    .forEach(path -> Disks.delete(disk, path));
            Disks.assertRefused(disk, "there is no log, but there is");
        }
    }

    @Test
    void segmentOfAnotherKernelIsRefused() {
        var disk = live(20);
        var foreign = ofAnotherKernel(20);
        for (var path : Disks.segments(disk)) {
            var mixed = disk.copyOf();
            mixed.overwrite(path, 0, foreign.content(path));
            Disks.assertRefused(mixed, "another kernel");
        }
        for (var name : new String[] {"log/99.log", "log/1.g1.log", "log/3.log"}) {
            var mixed = disk.copyOf();
            Disks.put(mixed, name, foreign.content(Disks.lastSegment(foreign)));
            Disks.assertRefused(mixed, "give the file its name back");
        }
    }

    @Test
    void snapshotOfAnotherKernelIsNotUsed() throws IOException {
        var disk = live(20);
        var foreign = ofAnotherKernel(20);
        for (long lsn : new Snapshots(disk).newestFirst()) {
            Disks.put(disk, Snapshots.path(lsn), foreign.content(Snapshots.path(lsn)));
        }
        history.assertRecovers(disk, 20, 20, "from the log alone");
    }

    @Test
    void renamedSegmentIsRefused() throws IOException {
        var disk = live(20);
        for (var path : Disks.segments(disk)) {
            for (var name : new String[] {"log/6.log", "log/77.log", "log/2.g3.log"}) {
                var renamed = disk.copyOf();
                renamed.rename(path, name);
                Disks.assertRefused(renamed, name, "give the file its name back");
            }
        }
    }

    @Test
    void unknownFileInTheLogIsRefused() {
        var disk = live(5);
        Disks.put(disk, "log/notes.txt", new byte[] {1});
        Disks.assertRefused(disk, "log/notes.txt is not known here");
    }

    @Test
    void derivedFilesMayAllBeMissing() {
        var disk = live(40);
        deleteDerived(disk);
        history.assertRecovers(disk, 40, 40, "without indexes and snapshots");
    }
}

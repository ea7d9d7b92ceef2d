package dev.bestcode.testkit;

import static dev.bestcode.testkit.DiskWords.FILE;
import static dev.bestcode.testkit.DiskWords.diskWith;
import static dev.bestcode.testkit.DiskWords.filled;
import static dev.bestcode.testkit.DiskWords.force;
import static dev.bestcode.testkit.DiskWords.forceDirectories;
import static dev.bestcode.testkit.DiskWords.joined;
import static dev.bestcode.testkit.DiskWords.truncate;
import static dev.bestcode.testkit.DiskWords.write;
import static dev.bestcode.testkit.SimulatedCall.CREATE;
import static dev.bestcode.testkit.SimulatedCall.FORCE;
import static dev.bestcode.testkit.SimulatedCall.READ;
import static dev.bestcode.testkit.SimulatedCall.WRITE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/// Calls that fail on command, and a disk that fills up.
class SimulatedFaultTest {
    /// Thirteen calls, one of each kind.
    private static void everyCall(SimulatedDisk disk) throws IOException {
        disk.lock();
        try (var file = disk.open("a/b", true)) {
            file.write(ByteBuffer.allocate(10), 0);
            file.read(ByteBuffer.allocate(10), 0);
            file.size();
            file.truncate(5);
            file.force();
        }
        disk.openForReading("a/b").close();
        disk.exists("a/b");
        disk.list("a");
        disk.forceDirectory("a");
        disk.rename("a/b", "a/c");
        disk.delete("a/c");
    }

    @Test
    void everyCallIsCountedAndCanFailAlone() throws IOException {
        var healthy = SimulatedDisk.seeded(1);
        everyCall(healthy);
        assertThat(healthy.calls()).isEqualTo(13);
        assertThat(healthy.changes()).isEqualTo(7);
        var failed = new ArrayList<SimulatedCall>();
        for (int n = 1; n <= 13; n++) {
            var disk = SimulatedDisk.seeded(1);
            disk.inject(SimulatedFault.nth(n));
            assertThatThrownBy(() -> everyCall(disk))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("simulated: input/output error");
            assertThat(disk.calls()).isEqualTo(n);
            for (var kind : SimulatedCall.values()) {
                if (disk.calls(kind) > 0 && !failed.contains(kind)) {
                    failed.add(kind);
                }
            }
            assertThat(failed).hasSize(n);
        }
    }

    @Test
    void faultMeetsItsOwnCallsOnlyAndOnce() throws IOException {
        var disk = diskWith(filled(10, 1));
        write(disk, "d/other", 0, filled(10, 2));
        disk.inject(SimulatedFault.nth(2).of(READ).under("d/f"));
        try (var file = disk.open(FILE, false);
                var other = disk.open("d/other", false)) {
            var into = ByteBuffer.allocate(1);
            file.read(into.clear(), 0);
            other.read(into.clear(), 0);
            assertThatThrownBy(() -> file.read(into.clear(), 0))
                    .hasMessage("simulated: input/output error (read d/file)");
            file.read(into.clear(), 0);
            assertThat(into.get(0)).isEqualTo((byte) 1);
        }
    }

    @Test
    void lastingFaultFailsFromThenOn() {
        var disk = diskWith(filled(10, 1));
        disk.inject(SimulatedFault.nth(2).of(WRITE).fromThenOn());
        write(disk, FILE, 0, filled(10, 2));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> write(disk, FILE, 0, filled(10, 3)))
                    .hasMessageContaining("write d/file");
        }
        assertThat(disk.content(FILE)).isEqualTo(filled(10, 2));
        force(disk, FILE);
        disk.failAfter(1);
        force(disk, FILE);
        assertThatThrownBy(() -> force(disk, FILE)).hasMessageContaining("force d/file");
    }

    @Test
    void faultsAddUpAndEachCountsByItself() {
        var disk = diskWith(filled(10, 1));
        disk.failWrite(1);
        disk.failWrite(3);
        var failed = new ArrayList<Integer>();
        for (int i = 1; i <= 4; i++) {
            try {
                write(disk, FILE, 0, filled(10, 2));
            } catch (UncheckedIOException e) {
                failed.add(i);
            }
        }
        assertThat(failed).containsExactly(1, 3);
    }

    @Test
    void shortWriteWritesSoMuchAndFails() {
        var disk = diskWith(filled(1000, 1));
        disk.inject(SimulatedFault.nth(1).of(WRITE).afterBytes(600));
        assertThatThrownBy(() -> write(disk, FILE, 0, filled(1000, 2)))
                .hasMessageContaining("input/output error");
        assertThat(disk.content(FILE)).isEqualTo(joined(filled(600, 2), filled(400, 1)));
    }

    @Test
    void failedForceThatLosesItsPagesIsFollowedByOnesThatSucceedWithoutThem() {
        var found = new ArrayList<Integer>();
        for (int seed = 0; seed < 40; seed++) {
            var disk = SimulatedDisk.seeded(seed);
            write(disk, "file", 0, filled(10, 1));
            force(disk, "file");
            forceDirectories(disk, "");
            write(disk, "file", 0, filled(10, 2));
            disk.failForce(1);
            assertThatThrownBy(() -> force(disk, "file")).hasMessageContaining("force file");
            assertThat(disk.content("file")).isEqualTo(filled(10, 2));
            force(disk, "file");
            found.add((int) disk.crash().content("file")[0]);
        }
        assertThat(found).contains(1, 2);
    }

    @Test
    void lostSizeComesWithTheNextWriteBehindIt() {
        var disk = SimulatedDisk.seeded(3);
        write(disk, "file", 0, filled(10, 1));
        force(disk, "file");
        forceDirectories(disk, "");
        disk.inject(SimulatedFault.nth(1).of(FORCE));
        write(disk, "file", 0, filled(1000, 2));
        assertThatThrownBy(() -> force(disk, "file")).hasMessageContaining("force file");
        write(disk, "file", 990, filled(10, 3));
        force(disk, "file");
        var found = disk.crash().content("file");
        assertThat(found).hasSize(1000).endsWith(filled(10, 3));
    }

    @Test
    void failedForceThatKeepsItsPagesIsMadeGoodByTheNext() {
        var disk = diskWith(filled(10, 1));
        write(disk, FILE, 0, filled(10, 2));
        disk.inject(SimulatedFault.nth(1).of(FORCE).keepingPages());
        assertThatThrownBy(() -> force(disk, FILE)).hasMessageContaining("force d/file");
        assertThat(disk.pending()).containsExactly("d/file sector 0");
        force(disk, FILE);
        assertThat(disk.crash(0L).content(FILE)).isEqualTo(filled(10, 2));
    }

    @Test
    void fullDiskWritesWhatFitsAndSaysSo() throws IOException {
        var disk = diskWith(filled(100, 1));
        disk.quota(150);
        write(disk, FILE, 0, filled(100, 2)); // takes no room
        try (var file = disk.open(FILE, false)) {
            var from = ByteBuffer.wrap(filled(100, 3));
            assertThatThrownBy(() -> file.write(from, 90))
                    .isInstanceOfSatisfying(
                            FileSystemException.class,
                            e -> assertThat(e.getReason()).isEqualTo("No space left on device"));
            assertThat(from.remaining()).isEqualTo(40);
        }
        assertThat(disk.content(FILE)).isEqualTo(joined(filled(90, 2), filled(60, 3)));
        assertThatThrownBy(() -> write(disk, "d/other", 0, filled(1, 4)))
                .hasMessageContaining("No space left on device");
        assertThat(disk.files()).containsEntry("d/other", 0L);
    }

    @Test
    void deletingAndCuttingMakeRoom() throws IOException {
        var disk = diskWith(filled(100, 1));
        disk.quota(100);
        assertThatThrownBy(() -> write(disk, "d/other", 0, filled(60, 2)))
                .hasMessageContaining("No space left on device");
        truncate(disk, FILE, 70);
        write(disk, "d/other", 0, filled(30, 2));
        disk.delete(FILE);
        write(disk, "d/other", 30, filled(70, 2));
        assertThat(disk.content("d/other")).isEqualTo(filled(100, 2));
        assertThatThrownBy(() -> write(disk.copyOf(), "d/other", 100, (byte) 1))
                .as("a copy is as full")
                .hasMessageContaining("No space left on device");
        disk.quota(101);
        write(disk, "d/other", 100, (byte) 1);
    }

    @Test
    void anyCallCanFailForWantOfSpace() {
        var disk = SimulatedDisk.seeded(1);
        disk.inject(SimulatedFault.nth(1).of(CREATE).forWantOfSpace());
        assertThatThrownBy(() -> disk.open("file", true))
                .isInstanceOf(FileSystemException.class)
                .hasMessage("file: No space left on device");
        assertThat(disk.files()).isEmpty();
    }

    @Test
    void crashedDiskIsFoundWithoutFaults() {
        var disk = diskWith(filled(10, 1));
        disk.inject(SimulatedFault.nth(1).fromThenOn());
        for (var found : List.of(disk.copyOf(), disk.crash())) {
            write(found, FILE, 0, filled(10, 2));
            force(found, FILE);
            assertThat(found.calls()).isEqualTo(4);
        }
    }
}

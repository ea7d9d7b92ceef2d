package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.util.List;

class SnapshotFilesTest {
    private static final LogLimits SNAPSHOT_EACH = new LogLimits(4 << 10, 4 << 10, 1);

    @Test
    void filesThatAreNotOursStayBesideTheSnapshots() {
        var disk = SimulatedDisk.seeded(97);
        Fixtures.open(disk).close();
        var foreign = List.of("snap/notes.new", "snap/07.snap.new", "snap/.new", "snap/a.txt");
        foreign.forEach(path -> Disks.put(disk, path, new byte[] {1}));
        Disks.put(disk, "snap/12.snap.new", new byte[] {1});
        try (var kernel = WalKernel.open(disk, Fixtures.options().withLimits(SNAPSHOT_EACH))) {
            kernel.commit(List.of(root()), Force.NOW);
        }
        assertThat(disk.files().keySet()).containsAll(foreign).contains("snap/1.snap");
        assertThat(disk.files()).doesNotContainKey("snap/12.snap.new");
    }
}

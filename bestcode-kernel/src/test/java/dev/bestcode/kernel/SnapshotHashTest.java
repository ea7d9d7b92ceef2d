package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.open;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.kernel.SnapshotFile.Header;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class SnapshotHashTest {
    private static final long KERNEL = 5;

    private final KernelStorage storage = FileStorage.inMemory();
    private final Snapshots snapshots = new Snapshots(storage);

    private static State stateOfOne() {
        try (var kernel = open(FileStorage.inMemory())) {
            kernel.commit(List.of(root()), Force.NOW);
            return (State) kernel.state();
        }
    }

    /// Every checksum in it is right.
    @Test
    void snapshotThatHoldsAnotherStateThanItSaysIsNotUsed() throws IOException {
        var state = stateOfOne();
        snapshots.take(KERNEL, state);
        assertThat(snapshots.load(KERNEL, state.log()).lsn()).isEqualTo(1);

        var path = Snapshots.path(1);
        try (var file = storage.open(path, false)) {
            var header = Header.read(file, path);
            var another = new Header(KERNEL, header.lsn(), header.length(), Digest.NONE);
            file.write(another.encode(), 0);
        }
        assertThat(snapshots.load(KERNEL, state.log()).lsn()).isZero();
    }
}

package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.util.List;

class FailedForceTest {
    private final SimulatedDisk disk = SimulatedDisk.seeded(3);

    /// The next force would succeed, without the pages that the failed one lost.
    @Test
    void forceThatFailedIsNeverTriedAgain() {
        var kernel = Fixtures.open(disk);
        kernel.commit(List.of(root()), Force.NOW);
        disk.failForce(1);
        assertThatThrownBy(() -> kernel.commit(List.of(push(2, 1, "a")), Force.NOW))
                .isInstanceOf(CommitOutcomeUnknownException.class);
        long forces = disk.forces();
        long writes = disk.writes();
        assertThatThrownBy(() -> kernel.commit(List.of(push(3, 1, "b")), Force.NOW))
                .isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(kernel.state().lsn()).isEqualTo(1);
        assertThatThrownBy(kernel::close).isInstanceOf(KernelException.class);
        assertThat(disk.forces()).isEqualTo(forces);
        assertThat(disk.writes()).isEqualTo(writes);
    }
}

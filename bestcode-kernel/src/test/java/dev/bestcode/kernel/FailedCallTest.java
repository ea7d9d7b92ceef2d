package dev.bestcode.kernel;

import static dev.bestcode.testkit.SimulatedCall.FORCE;
import static dev.bestcode.testkit.SimulatedCall.WRITE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.KernelFixtures;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;
import dev.bestcode.testkit.SimulatedFault;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;

/// Input/output errors at every call of a kernel's life. One in the log stops the kernel for good,
/// one beside it changes nothing but when the work is done.
class FailedCallTest {
    private static final int STEP = Counts.of(1, 3);

    private final History history = History.undisturbed();

    @Test
    void failedForceWhosePagesAreLostStopsTheLogOrIsMadeUpForLater() throws IOException {
        failEach(FORCE, SimulatedFault.nth(1).of(FORCE), 1);
    }

    @Test
    void failedForceWhosePagesAreKeptStopsTheLogOrIsMadeUpForLater() throws IOException {
        failEach(FORCE, SimulatedFault.nth(1).of(FORCE).keepingPages(), 1);
    }

    @Test
    void failedWriteStopsTheLogOrIsMadeUpForLater() throws IOException {
        failEach(WRITE, SimulatedFault.nth(1).of(WRITE), 1);
    }

    @Test
    void shortWriteStopsTheLogOrIsMadeUpForLater() throws IOException {
        for (int bytes : new int[] {1, 71, 72, 200, 513}) {
            failEach(WRITE, SimulatedFault.nth(1).of(WRITE).afterBytes(bytes), STEP);
        }
    }

    @Test
    void failedChangeOfADirectoryStopsTheLogOrIsMadeUpForLater() throws IOException {
        for (var kind :
                List.of(
                        SimulatedCall.CREATE,
                        SimulatedCall.RENAME,
                        SimulatedCall.DELETE,
                        SimulatedCall.FORCE_DIRECTORY)) {
            failEach(kind, SimulatedFault.nth(1).of(kind), 1);
        }
    }

    @Test
    void failedLookStopsNothingThatIsAcknowledged() throws IOException {
        for (var kind :
                EnumSet.of(
                        SimulatedCall.OPEN,
                        SimulatedCall.EXISTS,
                        SimulatedCall.LIST,
                        SimulatedCall.SIZE,
                        SimulatedCall.READ,
                        SimulatedCall.LOCK)) {
            failEach(kind, SimulatedFault.nth(1).of(kind), STEP);
        }
    }

    /// @param first the fault, at the first call
    private void failEach(SimulatedCall kind, SimulatedFault first, int step) throws IOException {
        int stops = 0;
        int nth = 1;
        for (boolean met = true; met; nth += step) {
            var disk = SimulatedDisk.seeded(nth);
            disk.inject(
                    new SimulatedFault(
                            first.calls(),
                            first.prefix(),
                            nth,
                            false,
                            false,
                            first.bytesWritten(),
                            first.pagesKept()));
            var life = new FaultyLife(disk, kind, nth);
            stops += life.live() ? 1 : 0;
            met = disk.calls(kind) >= nth;
        }
        Counts.print(
                "%s fails at each %dth of %d calls: %d stops".formatted(kind, step, nth, stops));
    }

    @Test
    void readThatFailsIsThatReadersAloneAndNobodyElseNotices() {
        var disk = history.disk().copyOf();
        try (var kernel = Workload.open(disk)) {
            history.assertShown(kernel.state(), "undisturbed"); // and the indexes are read
            long before = disk.calls(SimulatedCall.READ);
            history.assertShown(kernel.state(), "undisturbed");
            long reads = disk.calls(SimulatedCall.READ) - before;
            for (int nth = 1; nth <= reads; nth++) {
                disk.inject(SimulatedFault.nth(nth).of(SimulatedCall.READ));
                assertThatThrownBy(() -> Shown.of(kernel.state()))
                        .isInstanceOf(KernelException.class)
                        .hasMessageContaining("cannot be read")
                        .hasMessageContaining("simulated disk/");
                history.assertShown(kernel.state(), "after read " + nth);
            }
            long id = kernel.state().nextId();
            kernel.commit(List.of(KernelFixtures.dispatch(id, 1)), Force.NOW);
            assertThat(kernel.state().lsn()).isEqualTo(History.last() + 1);
        }
    }
}

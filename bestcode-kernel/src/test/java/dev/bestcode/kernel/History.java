package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.testkit.SimulatedDisk;

import java.util.ArrayList;
import java.util.List;

/// The model: what the [Workload] has made of a kernel after each of its transactions, taken from
/// a life that nothing disturbed.
/// @param hashes of the states, by LSN
/// @param shown what a reader saw, by LSN
/// @param disk at the end of that life
record History(List<Sha256> hashes, List<Shown> shown, SimulatedDisk disk) {
    private static final History UNDISTURBED = live();

    static History undisturbed() {
        return UNDISTURBED;
    }

    static long last() {
        return Workload.COMMITS.size();
    }

    private static History live() {
        var disk = SimulatedDisk.seeded(1);
        var hashes = new ArrayList<Sha256>();
        var shown = new ArrayList<Shown>();
        var kernel = Workload.open(disk);
        hashes.add(kernel.state().hash());
        shown.add(Shown.of(kernel.state()));
        for (var step : Workload.STEPS) {
            switch (step) {
                case Workload.Commit(var ops, var force) -> {
                    kernel.commit(ops, force);
                    hashes.add(kernel.state().hash());
                    shown.add(Shown.of(kernel.state()));
                }
                case Workload.Reopen() -> {
                    kernel.close();
                    kernel = Workload.open(disk);
                }
            }
        }
        kernel.close();
        return new History(List.copyOf(hashes), List.copyOf(shown), disk);
    }

    /// The state is that after some transaction, none earlier or later than these.
    void assertOneOf(KernelState state, long atLeast, long atMost, String what) {
        assertThat(state.lsn()).as(what).isBetween(atLeast, atMost);
        assertThat(state.hash()).as(what).isEqualTo(hashes.get((int) state.lsn()));
    }

    /// Everything that can be read is as it was at that LSN.
    void assertShown(KernelState state, String what) {
        assertThat(Shown.of(state)).as(what).isEqualTo(shown.get((int) state.lsn()));
    }

    /// Open what is found; the state is one of those, another transaction fits, and all of it is
    /// found again.
    /// @return the LSN that was found
    long assertRecovers(SimulatedDisk found, long atLeast, long atMost, String what) {
        long lsn;
        try (var kernel = Workload.open(found)) {
            var state = kernel.state();
            lsn = state.lsn();
            assertOneOf(state, atLeast, atMost, what);
            assertShown(state, what);
            if (lsn < last()) {
                Workload.commitNext(kernel);
                assertOneOf(kernel.state(), lsn + 1, lsn + 1, what);
            }
        }
        try (var kernel = Workload.open(found)) {
            long expected = Math.min(lsn + 1, last());
            assertOneOf(kernel.state(), expected, expected, what);
            assertShown(kernel.state(), what);
        }
        return lsn;
    }
}

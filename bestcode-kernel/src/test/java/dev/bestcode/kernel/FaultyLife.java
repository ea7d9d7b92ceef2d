package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.CommitOutcomeUnknownException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.testkit.SimulatedCall;
import dev.bestcode.testkit.SimulatedDisk;

import java.io.IOException;

/// A life on a disk on which the `nth` call of a kind fails.
final class FaultyLife {
    private final History history = History.undisturbed();
    private final SimulatedDisk disk;
    private final SimulatedCall kind;
    private final int nth;
    private final String what;
    private boolean met;
    private long forced;
    private long attempted;

    FaultyLife(SimulatedDisk disk, SimulatedCall kind, int nth) {
        this.disk = disk;
        this.kind = kind;
        this.nth = nth;
        this.what = kind + " " + nth;
    }

    /// @return whether the log stopped
    boolean live() throws IOException {
        var kernel = open();
        for (var step : Workload.STEPS) {
            boolean stopped =
                    switch (step) {
                        case Workload.Commit commit -> stopsAt(kernel, commit);
                        case Workload.Reopen() -> stopsAtClose(kernel);
                    };
            if (stopped) {
                return true;
            }
            kernel = step instanceof Workload.Reopen ? open() : kernel;
        }
        if (stopsAtClose(kernel)) {
            return true;
        }
        history.assertRecovers(disk.fork(), History.last(), History.last(), what);
        for (int i = 0; i < 2; i++) {
            history.assertRecovers(
                    disk.fork().crash(), History.last(), History.last(), what + ", cut");
        }
        return false;
    }

    private boolean stopsAt(WalKernel kernel, Workload.Commit commit) throws IOException {
        attempted++;
        try {
            commit(kernel, commit);
        } catch (CommitOutcomeUnknownException e) {
            assertStopped(kernel);
            return true;
        }
        forced = Math.max(forced, kernel.forcedLsn());
        history.assertOneOf(kernel.state(), attempted, attempted, what);
        assertCrashKeepsWhatWasForced();
        return false;
    }

    /// Looked at once, when the call has just failed and the life goes on: what follows may write
    /// again what was lost.
    private void assertCrashKeepsWhatWasForced() throws IOException {
        if (!met && disk.calls(kind) >= nth) {
            met = true;
            for (int i = 0; i < 5; i++) {
                var found = disk.fork().crash();
                history.assertOneOf(Reopened.state(found), forced, attempted, what + ", then cut");
            }
        }
    }

    private boolean stopsAtClose(WalKernel kernel) throws IOException {
        try {
            kernel.close();
        } catch (KernelException e) {
            assertFound();
            return true;
        }
        forced = attempted;
        return false;
    }

    /// What is refused has changed nothing, and fits when it is tried again.
    private void commit(WalKernel kernel, Workload.Commit commit) {
        try {
            kernel.commit(commit.ops(), commit.force());
        } catch (CommitOutcomeUnknownException stopped) {
            throw stopped;
        } catch (KernelException refused) {
            assertThat(refused).as(what).hasMessageContaining("Nothing has changed");
            history.assertOneOf(kernel.state(), attempted - 1, attempted - 1, what);
            kernel.commit(commit.ops(), commit.force());
        }
    }

    /// An open that fails has changed nothing; the next one succeeds.
    private WalKernel open() {
        try {
            return Workload.open(disk);
        } catch (KernelException refused) {
            return Workload.open(disk);
        }
    }

    private void assertStopped(WalKernel kernel) throws IOException {
        long forces = disk.forces();
        long shown = kernel.state().lsn();
        assertThatThrownBy(() -> kernel.commit(Workload.COMMITS.getFirst().ops(), Force.NOW))
                .as(what)
                .isInstanceOf(CommitOutcomeUnknownException.class);
        history.assertOneOf(kernel.state(), forced, attempted, what);
        history.assertShown(kernel.state(), what);
        assertThat(kernel.state().lsn()).isEqualTo(shown);
        assertThatThrownBy(kernel::close).as(what).isInstanceOf(KernelException.class);
        kernel.close();
        assertThat(disk.forces()).as(what).isEqualTo(forces);
        assertFound();
    }

    /// After a power cut, or when the next process opens what it sees, and after both.
    private void assertFound() throws IOException {
        for (int i = 0; i < 3; i++) {
            history.assertRecovers(disk.fork().crash(), forced, attempted, what + ", cut");
        }
        var reopened = disk.fork();
        long lsn = history.assertRecovers(reopened, forced, attempted, what + ", reopened");
        long committed = Math.min(lsn + 1, History.last());
        for (int i = 0; i < 3; i++) {
            history.assertOneOf(
                    Reopened.state(reopened.fork().crash()),
                    committed,
                    committed,
                    what + ", reopened, then cut");
        }
    }
}

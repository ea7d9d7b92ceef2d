package dev.bestcode.cli;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.BestCode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The systems of this process, each closed when the last of its sessions leaves: a kernel is
/// opened once, and several of its runs may be sessions at once.
final class HeldSystems {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Held> all = new ArrayList<>();

    /// One of them, held once by each that got it. Safe from any thread.
    final class Held implements AutoCloseable {
        private final BestCode os;
        private final Path workspace;
        private int sessions = 1;

        private Held(BestCode os, Path workspace) {
            this.os = os;
            this.workspace = workspace;
        }

        BestCode os() {
            return os;
        }

        Path workspace() {
            return workspace;
        }

        /// Once for each time it was got.
        @Override
        public void close() {
            lock.lock();
            try {
                sessions--;
                if (sessions > 0) {
                    return;
                }
                all.remove(this);
            } finally {
                lock.unlock();
            }
            os.close();
        }
    }

    Held take(BestCode os, Path workspace) {
        var held = new Held(os, workspace);
        lock.lock();
        try {
            all.add(held);
            return held;
        } finally {
            lock.unlock();
        }
    }

    /// The one that has a run of a workspace.
    Optional<Held> with(RunId run, Path workspace) {
        lock.lock();
        try {
            var found =
                    all.stream()
                            .filter(held -> held.workspace.equals(workspace))
                            .filter(held -> held.os.state().threads().ofRun(run).isPresent())
                            .findFirst();
            found.ifPresent(held -> held.sessions++);
            return found;
        } finally {
            lock.unlock();
        }
    }
}

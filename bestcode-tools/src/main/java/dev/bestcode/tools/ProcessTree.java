package dev.bestcode.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process with everything that it started.
///
/// Descendants are found in two ways: as children of children, and on Linux by a mark in their
/// environment, which finds those whose parent has ended too. A process that leaves its parent
/// *and*
/// clears its environment escapes: only a process group, pid namespace or cgroup holds that one.
/// @param mark a `NAME=value` that no other process has
record ProcessTree(Process process, String mark) {
    /// Rounds of looking and killing; a tree that forks faster than it is killed ends the attempt.
    private static final int ROUNDS_MAX = 50;

    /// How long one process may take to go before the next look.
    private static final long ROUND_MILLIS = 100;

    /// Kill until nobody is left. Goes on through an interrupt, and restores it.
    /// @return how many processes were killed
    int kill() {
        Set<Long> killed = new HashSet<>();
        boolean interrupted = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var alive = alive();
            if (alive.isEmpty()) {
                break;
            }
            for (var handle : alive) {
                killed.add(handle.pid());
                handle.destroyForcibly();
            }
            try {
                awaitEnd(alive.iterator().next());
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return killed.size();
    }

    private static void awaitEnd(ProcessHandle handle) throws InterruptedException {
        try {
            var _ = handle.onExit().get(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // looked at again in the next round
        }
    }

    private Set<ProcessHandle> alive() {
        Set<ProcessHandle> alive = new HashSet<>();
        if (process.isAlive()) {
            alive.add(process.toHandle());
            process.descendants().filter(ProcessTree::isRunning).forEach(alive::add);
        }
        ProcessHandle.allProcesses().filter(this::isMarked).forEach(alive::add);
        return alive;
    }

    /// A process that ended and was not yet collected by its parent has no command any more.
    private static boolean isRunning(ProcessHandle handle) {
        return handle.isAlive() && handle.info().command().isPresent();
    }

    private boolean isMarked(ProcessHandle handle) {
        try {
            var environment =
                    Files.readAllBytes(Path.of("/proc", Long.toString(handle.pid()), "environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException _) {
            return false; // it ended, it is another user's, or there is no /proc
        }
    }
}

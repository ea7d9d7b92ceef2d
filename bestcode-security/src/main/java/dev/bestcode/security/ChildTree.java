package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Started;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A child with all that it started, to be ended.
///
/// The first process of its pid namespace takes all others with it. Where there is none, the
/// members of its control group are ended; else those that are found: its session and group,
/// children of children, and who has its mark. Who leaves the session, loses its parent *and*
/// clears its environment is then not found.
/// @param first of its pid namespace
/// @param early whether so little time has passed that all it started have newer numbers
record ChildTree(
        LinuxKernel kernel,
        Started started,
        OptionalInt first,
        Optional<ControlGroup> group,
        boolean early) {
    /// Rounds of looking and killing; a tree that forks faster than it is killed ends the attempt.
    private static final int ROUNDS_MAX = 100;

    private static final long ROUND_PAUSE_MILLIS = 1;

    /// End all of them.
    /// @return how many were alive, as far as they were counted
    int kill() {
        if (first.isPresent()) {
            int counted = group.map(this::countBesideTheFirst).orElse(0);
            kernel.call(SystemCall.KILL, first.getAsInt(), Flags.SIGKILL);
            return counted;
        }
        var killed = new HashSet<Long>();
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var members = members();
            if (members.isEmpty()) {
                break;
            }
            members.forEach(member -> killed.add(member.pid()));
            if (!group.map(ControlGroup::killAtOnce).orElse(false)) {
                members.forEach(this::killExactly);
            }
            pause();
        }
        return killed.size();
    }

    /// Collect the child, which has ended, and then the first of its namespace, which can only end
    /// after it.
    void collect() {
        ChildWait.reap(kernel, (int) started.pid());
        first.ifPresent(pid -> ChildWait.reap(kernel, pid));
    }

    /// The first one leads a session of its own.
    private int countBesideTheFirst(ControlGroup known) {
        long ours = first.orElse(0);
        return (int)
                alive(known.members()).stream().filter(entry -> entry.session() != ours).count();
    }

    private List<ProcessEntry> members() {
        var grouped = group.map(ControlGroup::members).orElse(Set.of());
        if (group.isPresent()) {
            return alive(grouped);
        }
        var found = new ArrayList<ProcessEntry>();
        var pids = new HashSet<Long>();
        for (var entry : early ? ProcessEntry.after(started.pid()) : ProcessEntry.all()) {
            // Parents have the lower number nearly always; the others are found in the next round.
            if (isOurs(entry) || pids.contains(entry.parent())) {
                pids.add(entry.pid());
                if (!entry.zombie()) {
                    found.add(entry);
                }
            }
        }
        return found;
    }

    private boolean isOurs(ProcessEntry entry) {
        boolean itself = entry.pid() == started.pid() && entry.startTicks() == started.startTicks();
        return itself
                || (entry.startTicks() >= started.startTicks()
                        && (isOfTheSession(entry)
                                || entry.hasVariable(Started.MARK + "=" + started.mark())));
    }

    /// The number is another's only when it has another start time, and then the session is gone.
    private boolean isOfTheSession(ProcessEntry entry) {
        boolean member = entry.session() == started.group() || entry.group() == started.group();
        return member
                && ProcessEntry.of(started.pid())
                        .map(leader -> leader.startTicks() == started.startTicks())
                        .orElse(true);
    }

    /// A group lists this process as long as the thread of a spawner that entered it is not quite
    /// gone, so it leaves itself out.
    private static List<ProcessEntry> alive(Set<Long> pids) {
        long ours = ProcessHandle.current().pid();
        return pids.stream()
                .filter(pid -> pid != ours)
                .flatMap(pid -> ProcessEntry.of(pid).stream())
                .filter(entry -> !entry.zombie())
                .toList();
    }

    /// By a handle, so that nobody else is hit who has the number by now.
    private void killExactly(ProcessEntry entry) {
        long handle = kernel.call(SystemCall.PIDFD_OPEN, entry.pid(), 0);
        if (handle < 0) {
            return;
        }
        try (var descriptor = new Descriptor(kernel, (int) handle)) {
            var now = ProcessEntry.of(entry.pid());
            if (now.isPresent() && now.get().startTicks() == entry.startTicks()) {
                kernel.call(SystemCall.PIDFD_SEND_SIGNAL, descriptor.number(), Flags.SIGKILL, 0, 0);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(ROUND_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The first process of a pid namespace. It collects orphans, and ends when its input does, which
/// this process holds; so however this process ends, the kernel ends all processes of the
/// namespace. The child is not the first one, so that its signals and its exit are the usual ones.
final class FirstProcess {
    static final String ENV = "/usr/bin/env";
    static final String IGNORE_CHILDREN = "--ignore-signal=CHLD";
    private static final String CAT = "/bin/cat";
    private static final String SHELL = "/bin/sh";

    /// Not the shell's own `read`, which ends when an orphan does; its `wait` collects that one and
    /// goes on.
    private static final String WAITS = "exec 3<&0; cat <&3 >/dev/null 2>&1 & wait $!";

    /// Only a process of the namespace can mount its `/proc`, where the kernel cannot be told which
    /// namespace is meant.
    private static final String MOUNT_PROC =
            "mount -n -t proc -o nosuid,nodev,noexec proc /proc || exit; echo; exec >&-; ";

    private static final Map<String, String> FINDS_PROGRAMS =
            Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");

    /// Not mounted where this is the answer: kernels before 6.17.
    static final String PROC_OF_CHILDREN = "pidns=/proc/thread-self/ns/pid_for_children";

    private final LinuxKernel kernel;
    private final SegmentAllocator memory;
    private final Descriptor input;
    private final Descriptor[] answer;
    private final MemorySegment answerOpen;
    private final Resources ofTheStart;
    private List<PreparedSpawn> spawns = List.of();

    /// @param ofTheChild when these are given back, it ends
    FirstProcess(
            LinuxKernel kernel, SegmentAllocator memory, Resources ofTheStart, Resources ofTheChild)
            throws IOException {
        this.kernel = kernel;
        this.memory = memory;
        this.ofTheStart = ofTheStart;
        var pipe = kernel.pipe();
        this.input = ofTheStart.add(pipe[0]);
        ofTheChild.add(pipe[1]);
        this.answer = kernel.pipe();
        this.answerOpen = memory.allocate(JAVA_INT);
        answerOpen.set(JAVA_INT, 0, 1);
        ofTheStart.add(answer[0]);
        ofTheStart.add(
                () -> {
                    if (answerOpen.get(JAVA_INT, 0) == 1) {
                        answer[1].close();
                    }
                });
    }

    /// What can be done without a shell, which takes a multiple of the time.
    /// @param kernelMountsProc whether the kernel can be told which namespace's `/proc` is meant
    /// @param kernelCollects whether a program can be started so that the kernel collects orphans
    record Ways(boolean kernelMountsProc, boolean kernelCollects) {
        private List<String> arguments(boolean asks) {
            if (asks || !kernelCollects) {
                return List.of(SHELL, "-c", (asks ? MOUNT_PROC : "") + WAITS);
            }
            return List.of(ENV, IGNORE_CHILDREN, CAT);
        }
    }

    /// @param withProc whether `/proc` is to be that of the namespace
    List<SpawnerStep> steps(boolean withProc, Ways ways) {
        var steps = new ArrayList<SpawnerStep>();
        boolean asks = withProc && !ways.kernelMountsProc();
        var arguments = ways.arguments(asks);
        var spawn =
                new PreparedSpawn(
                        memory,
                        new PreparedSpawn.Plan(
                                arguments.getFirst(),
                                arguments,
                                FINDS_PROGRAMS,
                                "/",
                                input.path(),
                                answer[1].number(),
                                answer[1].number()));
        ofTheStart.add(spawn::free);
        spawns = List.of(spawn);
        steps.add(spawn);
        if (asks) {
            // So that its end is an answer too; the result, 0, says that it is closed.
            steps.add(
                    kernel.prepare("closing a pipe", SystemCall.CLOSE, answer[1].number())
                            .into(answerOpen));
            steps.add(
                    kernel.prepare(
                                    "mounting /proc by program",
                                    SystemCall.READ,
                                    answer[0].number(),
                                    memory.allocate(1).address(),
                                    1)
                            .atLeast(1));
        } else if (withProc) {
            steps.add(mountProc(kernel, memory));
        }
        return steps;
    }

    /// Mount the `/proc` of the namespace that the spawner's children are in.
    static PreparedCall mountProc(LinuxKernel kernel, SegmentAllocator memory) {
        return kernel.prepare(
                "mounting /proc",
                SystemCall.MOUNT,
                memory.allocateFrom("proc").address(),
                memory.allocateFrom("/proc").address(),
                memory.allocateFrom("proc").address(),
                Flags.MS_NOSUID | Flags.MS_NODEV | Flags.MS_NOEXEC,
                memory.allocateFrom(PROC_OF_CHILDREN).address());
    }

    int pid() {
        return spawns.getFirst().pid();
    }

    /// Collect it when no child came after it.
    void collectUnused() {
        spawns.stream()
                .map(PreparedSpawn::pid)
                .filter(pid -> pid > 0)
                .forEach(pid -> ChildWait.reap(kernel, pid));
    }
}

package dev.bestcode.security;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Map;

/// Takes a fresh platform thread through prepared steps: restrictions that it lays on itself and
/// that its child inherits, then the child. Then the thread ends, with all that it carries.
///
/// The thread must not start another one, wake a virtual one (that may start a carrier), open a
/// file or load a class. So it makes calls that others prepared and leaves a number; who waits for
/// it is a platform thread that joins.
final class Spawner {
    /// It makes native calls and nothing that recurses.
    private static final long STACK_BYTES = 256 * 1024;

    static final String THREAD_NAME = "bestcode-spawner";

    static {
        rehearse();
    }

    private Spawner() {}

    /// @param memory that any thread may use
    /// @throws IOException naming the step that failed
    static void run(List<? extends SpawnerStep> steps, SegmentAllocator memory) throws IOException {
        var walk = new Walk(steps.toArray(SpawnerStep[]::new), Native.state(memory));
        var thread =
                Thread.ofPlatform()
                        .name(THREAD_NAME)
                        .stackSize(STACK_BYTES)
                        .inheritInheritableThreadLocals(false)
                        .unstarted(walk);
        thread.start();
        join(thread);
        walk.check();
    }

    /// The steps are short, and what they made must not be lost.
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Go the whole way once without a restriction, so that every class and handle is ready.
    private static void rehearse() {
        try (var arena = Arena.ofConfined()) {
            var nothing =
                    new PreparedSpawn(
                            arena,
                            new PreparedSpawn.Plan(
                                    "", List.of(""), Map.of(), "/", "/dev/null", 1, 2));
            var walk =
                    new Walk(
                            new SpawnerStep[] {
                                PreparedCall.of("nothing", -1).into(arena.allocate(4)), nothing
                            },
                            Native.state(arena));
            walk.run();
            var _ = nothing.make(Native.state(arena));
            nothing.free();
        }
    }

    private static final class Walk implements Runnable {
        private final SpawnerStep[] steps;
        private final MemorySegment state;
        private int reached;
        private long result;

        Walk(SpawnerStep[] steps, MemorySegment state) {
            this.steps = steps;
            this.state = state;
        }

        @Override
        public void run() {
            for (reached = 0; reached < steps.length; reached++) {
                result = steps[reached].make(state);
                if (result < 0) {
                    return;
                }
            }
        }

        void check() throws IOException {
            if (reached < steps.length) {
                throw new StepFailedException(steps[reached].what(), (int) -result);
            }
        }
    }
}

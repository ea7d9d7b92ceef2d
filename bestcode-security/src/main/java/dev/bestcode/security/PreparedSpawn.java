package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One `posix_spawn`, made ready: the child leads a session of its own, has its three streams and
/// no other descriptor, no signal ignored or blocked, and the environment given.
final class PreparedSpawn implements SpawnerStep {
    /// Room for `posix_spawn_file_actions_t` and `posix_spawnattr_t` of any C library; glibc's have
    /// 80 and 336 bytes.
    private static final int OPAQUE_BYTES = 1024;

    private static final int SIGNAL_SET_BYTES = 128;
    private static final short SET_DEFAULT_SIGNALS = 0x04;
    private static final short SET_MASK = 0x08;
    private static final short SET_SESSION = 0x80;

    private final String program;
    private final MemorySegment pid;
    private final MemorySegment path;
    private final MemorySegment actions;
    private final MemorySegment attributes;
    private final MemorySegment arguments;
    private final MemorySegment environment;

    /// What a child is started with.
    /// @param input path to read from
    /// @param fed descriptor to read from in place of it, which another user could not open anew
    record Plan(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String directory,
            String input,
            OptionalInt fed,
            int output,
            int errors) {
        /// A child whose input is a file.
        Plan(
                String program,
                List<String> arguments,
                Map<String, String> environment,
                String directory,
                String input,
                int output,
                int errors) {
            this(
                    program,
                    arguments,
                    environment,
                    directory,
                    input,
                    OptionalInt.empty(),
                    output,
                    errors);
        }
    }

    /// @param memory outlives the spawn
    PreparedSpawn(SegmentAllocator memory, Plan plan) {
        this.program = plan.program();
        this.pid = memory.allocate(JAVA_INT);
        this.path = memory.allocateFrom(plan.program());
        this.actions = memory.allocate(OPAQUE_BYTES, 16);
        this.attributes = memory.allocate(OPAQUE_BYTES, 16);
        this.arguments = strings(memory, plan.arguments());
        this.environment =
                strings(
                        memory,
                        plan.environment().entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList());
        try {
            actions(memory, plan);
            attributes(memory);
        } catch (Throwable unexpected) {
            throw new IllegalStateException("posix_spawn cannot be prepared", unexpected);
        }
    }

    private void actions(SegmentAllocator memory, Plan plan) throws Throwable {
        check((int) Native.ACTIONS_INIT.invokeExact(actions));
        if (plan.fed().isPresent()) {
            check((int) Native.ADD_DUP2.invokeExact(actions, plan.fed().getAsInt(), 0));
        } else {
            check(
                    (int)
                            Native.ADD_OPEN.invokeExact(
                                    actions,
                                    0,
                                    memory.allocateFrom(plan.input()),
                                    Flags.O_RDONLY,
                                    0));
        }
        check((int) Native.ADD_DUP2.invokeExact(actions, plan.output(), 1));
        check((int) Native.ADD_DUP2.invokeExact(actions, plan.errors(), 2));
        check((int) Native.ADD_CLOSE_FROM.invokeExact(actions, 3));
        check((int) Native.ADD_CHDIR.invokeExact(actions, memory.allocateFrom(plan.directory())));
    }

    private void attributes(SegmentAllocator memory) throws Throwable {
        var every = memory.allocate(SIGNAL_SET_BYTES, 8).fill((byte) 0xFF);
        var none = memory.allocate(SIGNAL_SET_BYTES, 8);
        check((int) Native.ATTRIBUTES_INIT.invokeExact(attributes));
        short flags = SET_DEFAULT_SIGNALS | SET_MASK | SET_SESSION;
        check((int) Native.SET_FLAGS.invokeExact(attributes, flags));
        check((int) Native.SET_DEFAULT_SIGNALS.invokeExact(attributes, every));
        check((int) Native.SET_MASK.invokeExact(attributes, none));
    }

    private static void check(int errno) {
        if (errno != 0) {
            throw new IllegalStateException(Errno.words(errno));
        }
    }

    private static MemorySegment strings(SegmentAllocator memory, List<String> texts) {
        var pointers = memory.allocate(ADDRESS, texts.size() + 1L); // the last one stays null
        for (int i = 0; i < texts.size(); i++) {
            pointers.setAtIndex(ADDRESS, i, memory.allocateFrom(texts.get(i)));
        }
        return pointers;
    }

    @Override
    public String what() {
        return "starting " + program;
    }

    @Override
    public long make(MemorySegment state) {
        try {
            return -(int)
                    Native.POSIX_SPAWN.invokeExact(
                            pid, path, actions, attributes, arguments, environment);
        } catch (Throwable unexpected) {
            throw new IllegalStateException("posix_spawn cannot be called", unexpected);
        }
    }

    /// Give back what the C library holds for it.
    void free() {
        try {
            var _ = (int) Native.ACTIONS_DESTROY.invokeExact(actions);
        } catch (Throwable unexpected) {
            throw new IllegalStateException("posix_spawn cannot be freed", unexpected);
        }
    }

    /// The child's number, once it was made.
    int pid() {
        return pid.get(JAVA_INT, 0);
    }
}

package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Consumer;

/// The operating system's kernel, as it is asked from threads that carry no restriction.
/// @param architecture whose numbers its calls have
record LinuxKernel(Architecture architecture) {
    /// Absent where this is not Linux on a known machine, or native access was not granted.
    /// @param whyNot takes the reason
    static Optional<LinuxKernel> here(Consumer<String> whyNot) {
        if (!System.getProperty("os.name").equals("Linux")) {
            whyNot.accept("this is %s, not Linux".formatted(System.getProperty("os.name")));
            return Optional.empty();
        }
        var architecture = Architecture.named(System.getProperty("os.arch"));
        if (architecture.isEmpty()) {
            whyNot.accept(
                    "the system calls of %s are not known here"
                            .formatted(System.getProperty("os.arch")));
            return Optional.empty();
        }
        if (!LinuxKernel.class.getModule().isNativeAccessEnabled()) {
            whyNot.accept("start Java with --enable-native-access for %s".formatted(moduleName()));
            return Optional.empty();
        }
        try {
            var _ = Native.POSIX_SPAWN;
            return Optional.of(new LinuxKernel(architecture.get()));
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            whyNot.accept("this C library lacks a function: " + e.getCause());
            return Optional.empty();
        }
    }

    private static String moduleName() {
        var module = LinuxKernel.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /// Make a call.
    /// @return its result, or its error as a negative number
    long call(SystemCall call, long... arguments) {
        try (var arena = Arena.ofConfined()) {
            return PreparedCall.of(call.name(), number(call), arguments).make(Native.state(arena));
        }
    }

    /// Make a call that must succeed.
    long must(String what, SystemCall call, long... arguments) throws IOException {
        long result = call(call, arguments);
        if (result < 0) {
            throw new StepFailedException(what, (int) -result);
        }
        return result;
    }

    int number(SystemCall call) {
        int number = call.number(architecture);
        if (number == SystemCall.ABSENT) {
            throw new IllegalArgumentException(call + " does not exist on " + architecture);
        }
        return number;
    }

    PreparedCall prepare(String what, SystemCall call, long... arguments) {
        return PreparedCall.of(what, number(call), arguments);
    }

    /// Open a path as a handle that reads nothing.
    Descriptor openPath(String path) throws IOException {
        return open(path, Flags.O_PATH);
    }

    Descriptor open(String path, int flags) throws IOException {
        return openAt(Flags.AT_FDCWD, path, flags, 0);
    }

    /// @param folder descriptor that a relative path is taken from
    /// @param mode of a file that is made
    Descriptor openAt(int folder, String path, int flags, int mode) throws IOException {
        try (var arena = Arena.ofConfined()) {
            long fd =
                    must(
                            "opening " + path,
                            SystemCall.OPENAT,
                            folder,
                            arena.allocateFrom(path).address(),
                            flags | Flags.O_CLOEXEC,
                            mode);
            return new Descriptor(this, (int) fd);
        }
    }

    /// A pipe: its end to read, its end to write.
    Descriptor[] pipe() throws IOException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment ends = arena.allocate(8, 4);
            must("making a pipe", SystemCall.PIPE2, ends.address(), Flags.O_CLOEXEC);
            return new Descriptor[] {
                new Descriptor(this, ends.get(JAVA_INT, 0)),
                new Descriptor(this, ends.get(JAVA_INT, 4))
            };
        }
    }
}

package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Landlock: which files a thread and its children may use from now on, and which TCP ports. What
/// it knows grows by version; of what a kernel does not know it is not asked.
///
/// It grants downwards and denies nothing: whatever lies below a writable folder is writable. It
/// does not see `chmod`, `chown`, times and `stat`.
/// @see "Linux: include/uapi/linux/landlock.h, Documentation/userspace-api/landlock.rst"
final class Landlock implements AutoCloseable {
    private static final long EXECUTE = 1;
    private static final long WRITE_FILE = 1 << 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final long FILES_OF_VERSION_1 = (1 << 13) - 1;
    private static final long REFER = 1 << 13;
    private static final long TRUNCATE = 1 << 14;
    private static final long IOCTL_DEV = 1 << 15;
    private static final long BIND_TCP = 1;
    private static final long CONNECT_TCP = 1 << 1;
    private static final long SCOPE_ABSTRACT_SOCKETS = 1;
    private static final long SCOPE_SIGNALS = 1 << 1;

    private static final int VERSION_REFER = 2;
    private static final int VERSION_TRUNCATE = 3;
    private static final int VERSION_NET = 4;
    private static final int VERSION_IOCTL = 5;
    private static final int VERSION_SCOPES = 6;

    private static final long CREATE_VERSION = 1;
    static final long RULE_PATH_BENEATH = 1;
    static final int PATH_RULE_BYTES = 12;
    static final int PATH_RULE_HANDLE_AT = 8;

    /// To list folders, read and run files.
    static final long READ = EXECUTE | READ_FILE | READ_DIR;

    private static final long RULE_NET_PORT = 2;

    /// What may be done to a plain file; the kernel refuses rules for a file that speak of folders.
    private static final long OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

    private final LinuxKernel kernel;
    private final int version;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Path, Held> held = new HashMap<>();
    private boolean closed;

    /// A path that is kept open.
    private record Held(Descriptor handle, boolean folder) {}

    private Landlock(LinuxKernel kernel, int version) {
        this.kernel = kernel;
        this.version = version;
    }

    /// Absent where the kernel has none, or was started without it.
    static Optional<Landlock> of(LinuxKernel kernel) {
        long version = kernel.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, CREATE_VERSION);
        return version > 0 ? Optional.of(new Landlock(kernel, (int) version)) : Optional.empty();
    }

    int version() {
        return version;
    }

    /// Whether TCP can be held to ports.
    boolean knowsPorts() {
        return version >= VERSION_NET;
    }

    /// What a child may use.
    /// @param readable with everything below, to read and to run
    /// @param writable with everything below, for all but devices
    /// @param ports the only ones to connect to, and none to listen at; absent for a network of its
    ///     own, where all may be used
    record Rules(Set<Path> readable, Set<Path> writable, Optional<OptionalInt> ports) {}

    /// A set of rules, ready for a thread to lay on itself. What does not exist is left out.
    Descriptor ruleset(Rules rules) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the sandbox is closed; nothing starts any more");
            }
            return make(rules);
        } finally {
            lock.unlock();
        }
    }

    private Descriptor make(Rules rules) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var attributes = arena.allocate(24, 8);
            boolean ports = knowsPorts() && rules.ports().isPresent();
            attributes.set(JAVA_LONG, 0, files());
            attributes.set(JAVA_LONG, 8, ports ? BIND_TCP | CONNECT_TCP : 0);
            attributes.set(JAVA_LONG, 16, scopes());
            long bytes = version >= VERSION_SCOPES ? 24 : version >= VERSION_NET ? 16 : 8;
            var ruleset =
                    new Descriptor(
                            kernel,
                            (int)
                                    kernel.must(
                                            "making Landlock rules",
                                            SystemCall.LANDLOCK_CREATE_RULESET,
                                            attributes.address(),
                                            bytes,
                                            0));
            try {
                for (var path : rules.readable()) {
                    allow(arena, ruleset, path, READ);
                }
                for (var path : rules.writable()) {
                    allow(arena, ruleset, path, files() & ~IOCTL_DEV);
                }
                if (ports && rules.ports().get().isPresent()) {
                    connect(arena, ruleset, rules.ports().get().getAsInt());
                }
                return ruleset;
            } catch (IOException | RuntimeException e) {
                ruleset.close();
                throw e;
            }
        }
    }

    private long files() {
        return FILES_OF_VERSION_1
                | (version >= VERSION_REFER ? REFER : 0)
                | (version >= VERSION_TRUNCATE ? TRUNCATE : 0)
                | (version >= VERSION_IOCTL ? IOCTL_DEV : 0);
    }

    private long scopes() {
        return version >= VERSION_SCOPES ? SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS : 0;
    }

    /// Keep paths open that every child is let read: opening them anew would be a good part of what
    /// a start costs. Called once, before the first rules are made.
    void hold(List<Path> readable) throws IOException {
        for (var path : readable) {
            if (Files.exists(path)) {
                held.put(path, new Held(kernel.openPath(path.toString()), Files.isDirectory(path)));
            }
        }
    }

    /// The number of a closed handle may be another file's, so rules that are being made are waited
    /// for and none are made afterwards.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            held.values().forEach(each -> each.handle().close());
            held.clear();
        } finally {
            lock.unlock();
        }
    }

    private void allow(Arena arena, Descriptor ruleset, Path path, long access) throws IOException {
        var open = held.get(path);
        if (open != null) {
            allow(arena, ruleset, path, open, access);
        } else if (Files.exists(path)) {
            try (var handle = kernel.openPath(path.toString())) {
                allow(arena, ruleset, path, new Held(handle, Files.isDirectory(path)), access);
            }
        }
    }

    private void allow(Arena arena, Descriptor ruleset, Path path, Held open, long access)
            throws IOException {
        var rule = arena.allocate(PATH_RULE_BYTES, 8);
        rule.set(JAVA_LONG_UNALIGNED, 0, open.folder() ? access : access & OF_A_FILE);
        rule.set(JAVA_INT_UNALIGNED, PATH_RULE_HANDLE_AT, open.handle().number());
        add(ruleset, RULE_PATH_BENEATH, rule.address(), path.toString());
    }

    private void connect(Arena arena, Descriptor ruleset, int port) throws IOException {
        var rule = arena.allocate(16, 8);
        rule.set(JAVA_LONG, 0, CONNECT_TCP);
        rule.set(JAVA_LONG, 8, port);
        add(ruleset, RULE_NET_PORT, rule.address(), "port " + port);
    }

    private void add(Descriptor ruleset, long kind, long rule, String what) throws IOException {
        kernel.must(
                "allowing " + what, SystemCall.LANDLOCK_ADD_RULE, ruleset.number(), kind, rule, 0);
    }
}

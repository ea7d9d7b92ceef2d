package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.bestcode.api.security.Sandbox.WayOut;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// A network with a loopback interface and nothing else, in which a way out may listen. The
/// children of one profile share it, so that one can talk to a server that another started.
final class NetworkNamespace implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM_CLOEXEC = 1 | Flags.O_CLOEXEC;
    private static final int SET_INTERFACE_FLAGS = 0x8914;
    private static final short UP = 1;
    private static final int REQUEST_BYTES = 40;
    private static final int FLAGS_AT = 16;

    private final Descriptor namespace;

    private NetworkNamespace(Descriptor namespace) {
        this.namespace = namespace;
    }

    /// Make one, on a thread of its own, with the way out opened in it.
    static NetworkNamespace open(LinuxKernel kernel, Optional<WayOut> wayOut) throws IOException {
        var making = new Making(kernel, wayOut);
        var thread =
                Thread.ofPlatform()
                        .name("bestcode-network")
                        .inheritInheritableThreadLocals(false)
                        .unstarted(making);
        thread.start();
        Spawner.join(thread);
        return new NetworkNamespace(making.made());
    }

    int descriptor() {
        return namespace.number();
    }

    @Override
    public void close() {
        namespace.close();
    }

    /// The thread is in the new network for good, so it ends with its task, and starts no other.
    private static final class Making implements Runnable {
        private final LinuxKernel kernel;
        private final Optional<WayOut> wayOut;
        private Optional<Descriptor> namespace = Optional.empty();
        private Optional<IOException> failure = Optional.empty();

        Making(LinuxKernel kernel, Optional<WayOut> wayOut) {
            this.kernel = kernel;
            this.wayOut = wayOut;
        }

        @Override
        public void run() {
            try {
                kernel.must("making a network", SystemCall.UNSHARE, Flags.CLONE_NEWNET);
                bringLoopbackUp();
                if (wayOut.isPresent()) {
                    wayOut.get().open();
                }
                namespace = Optional.of(kernel.open("/proc/thread-self/ns/net", Flags.O_RDONLY));
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }

        private void bringLoopbackUp() throws IOException {
            var socket =
                    new Descriptor(
                            kernel,
                            (int)
                                    kernel.must(
                                            "opening a socket",
                                            SystemCall.SOCKET,
                                            AF_INET,
                                            SOCK_STREAM_CLOEXEC,
                                            0));
            try (socket;
                    var arena = Arena.ofConfined()) {
                MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
                request.set(JAVA_BYTE, 0, (byte) 'l');
                request.set(JAVA_BYTE, 1, (byte) 'o');
                request.set(JAVA_SHORT, FLAGS_AT, UP);
                kernel.must(
                        "bringing the loopback interface up",
                        SystemCall.IOCTL,
                        socket.number(),
                        SET_INTERFACE_FLAGS,
                        request.address());
            }
        }

        Descriptor made() throws IOException {
            if (failure.isPresent()) {
                throw new IOException(failure.get().getMessage(), failure.get());
            }
            return namespace.orElseThrow(
                    () -> new IOException("the thread that makes a network ended early"));
        }
    }
}

package dev.bestcode.tools;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// No walls: what tools have that were given no sandbox. It ends what it started, as far as
/// [ProcessTree] finds it, and refuses grants that need a wall or another user.
final class PlainSandbox implements Sandbox {
    @Override
    public List<Wall> walls(CommandGrants grants) {
        return List.of(new Wall("sandbox", false, "these tools were given none"));
    }

    @Override
    public boolean contains(CommandGrants grants) {
        return false;
    }

    @Override
    public Child start(Request request, Consumer<Started> note) throws SandboxException {
        if (request.grants().wallsRequired() || request.grants().user().isPresent()) {
            throw new SandboxException(
                    "profile '%s' needs a sandbox, and these tools were given none"
                            .formatted(request.profile()));
        }
        var arguments = new ArrayList<>(request.arguments());
        arguments.set(0, request.program().toString());
        var mark = UUID.randomUUID().toString();
        var builder =
                new ProcessBuilder(arguments)
                        .directory(request.directory().toFile())
                        .redirectInput(
                                request.fed()
                                        ? ProcessBuilder.Redirect.PIPE
                                        : ProcessBuilder.Redirect.from(new File("/dev/null")))
                        .redirectErrorStream(request.oneStream());
        builder.environment().clear();
        builder.environment().putAll(request.environment());
        builder.environment().put(Started.MARK, mark);
        try {
            var process = builder.start();
            var child =
                    new PlainChild(
                            process, new ProcessTree(process, Started.MARK + "=" + mark), mark);
            try {
                note.accept(child.process());
            } catch (RuntimeException e) {
                child.close();
                throw e;
            }
            return child;
        } catch (IOException e) {
            throw new SandboxException("could not start: " + e.getMessage(), e);
        }
    }

    @Override
    public int sweep(Started earlier) {
        return 0; // a process number alone does not say whose it is by now
    }

    @Override
    public void close() {
        // Its children are closed by those who started them.
    }

    private record PlainChild(Process started, ProcessTree tree, String mark) implements Child {
        /// The first exit value that the JVM uses for a signal, as shells do.
        private static final int SIGNAL_BASE = 128;

        private static final int SIGNAL_MAX = 64;

        @Override
        public Started process() {
            return new Started(started.pid(), 0, started.pid(), mark, List.of());
        }

        @Override
        public OutputStream input() {
            return started.getOutputStream();
        }

        @Override
        public InputStream output() {
            return started.getInputStream();
        }

        @Override
        public InputStream errors() {
            return started.getErrorStream();
        }

        @Override
        public Exit await(Duration limit) throws InterruptedException {
            boolean ended;
            try {
                ended = started.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                tree.kill();
            }
            int exit = started.waitFor();
            if (!ended) {
                return new Exit.TimedOut(limit);
            }
            return exit > SIGNAL_BASE && exit <= SIGNAL_BASE + SIGNAL_MAX
                    ? new Exit.Signalled(exit - SIGNAL_BASE)
                    : new Exit.Exited(exit);
        }

        @Override
        public int kill() {
            return tree.kill();
        }

        @Override
        public List<String> findings() {
            return List.of();
        }

        @Override
        public void close() {
            tree.kill();
        }
    }
}

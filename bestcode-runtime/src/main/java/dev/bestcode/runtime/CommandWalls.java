package dev.bestcode.runtime;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.security.StandingWalls;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The walls around the commands of a system, raised when they are first asked for: finding out
/// which can be had takes longer than a start that needs none. Where they cannot be set up nothing
/// starts, with that reason.
final class CommandWalls implements Sandbox {
    private final Supplier<Sandbox> maker;
    private final Consumer<StandingWalls> told;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Sandbox made;
    private boolean closed;

    /// @param maker throws an [UncheckedIOException] where none can be had
    /// @param told of the walls when they are first asked for
    CommandWalls(Supplier<Sandbox> maker, Consumer<StandingWalls> told) {
        this.maker = maker;
        this.told = told;
    }

    private Sandbox sandbox() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the walls around commands were taken down");
            }
            if (made == null) {
                made = make();
                told.accept(StandingWalls.of(made, CommandGrants.NONE));
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private Sandbox make() {
        try {
            return maker.get();
        } catch (UncheckedIOException e) {
            return new NoSandbox(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Wall> walls(CommandGrants grants) {
        return sandbox().walls(grants);
    }

    @Override
    public boolean contains(CommandGrants grants) {
        return sandbox().contains(grants);
    }

    @Override
    public Child start(Request request, Consumer<Started> note) throws SandboxException {
        return sandbox().start(request, note);
    }

    @Override
    public int sweep(Started earlier) {
        return sandbox().sweep(earlier);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (made != null) {
                made.close();
            }
        } finally {
            lock.unlock();
        }
    }
}

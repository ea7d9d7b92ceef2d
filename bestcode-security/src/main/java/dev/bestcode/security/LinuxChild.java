package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Child;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;
import dev.bestcode.api.security.Sandbox.Started;
import dev.bestcode.api.security.SandboxException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// A child with a platform thread to itself, which has it started, waits for its end in the kernel,
/// ends what it left behind and collects it. Until that is done the child's number is nobody
/// else's.
final class LinuxChild implements Child, Runnable {
    /// For what a kill cannot end at once, such as a process in the middle of a slow disk.
    private static final Duration KILLED_WAIT = Duration.ofSeconds(10);

    private final Launch launch;
    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<RunningChild> running = new CompletableFuture<>();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();
    private final CompletableFuture<Exit> cleaned = new CompletableFuture<>();
    private boolean collected;
    private int killed;
    private volatile List<String> findings = List.of();
    private volatile Set<Limit> limitsReached = Set.of();

    private LinuxChild(Launch launch) {
        this.launch = launch;
    }

    /// Returns once the program has been started.
    /// @param threads platform threads that carry no restriction, one for each child
    static LinuxChild start(Launch launch, Executor threads) throws SandboxException {
        var child = new LinuxChild(launch);
        try {
            threads.execute(child);
            child.running.get();
            return child;
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNull(e.getCause());
            throw new SandboxException(
                    Objects.requireNonNullElse(cause.getMessage(), "it did not start"), cause);
        } catch (RejectedExecutionException e) {
            throw new SandboxException("the sandbox is closed; nothing starts any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var _ = child.running.thenAccept(_ -> child.close());
            throw new SandboxException("stopped while a program was being started", e);
        }
    }

    @Override
    public void run() {
        RunningChild started;
        try {
            started = launch.run();
        } catch (IOException | RuntimeException e) {
            running.completeExceptionally(e);
            return;
        }
        running.complete(started);
        var exit = ChildWait.await(launch.kernel(), started.pid());
        lock.lock();
        try {
            killed += started.tree().kill();
            started.tree().collect();
            collected = true;
        } finally {
            lock.unlock();
        }
        limitsReached = started.limitsReached();
        findings = started.undo();
        ended.complete(exit);
        started.giveBack();
        cleaned.complete(exit);
    }

    /// Have something done once all of it has ended.
    void whenEnded(Runnable action) {
        var _ = cleaned.thenRun(action);
    }

    private RunningChild started() {
        return running.join();
    }

    @Override
    public Started process() {
        return started().tree().started();
    }

    @Override
    public OutputStream input() {
        return started().input();
    }

    @Override
    public InputStream output() {
        return started().output();
    }

    @Override
    public InputStream errors() {
        return started().errors();
    }

    @Override
    public Exit await(Duration limit) throws InterruptedException {
        try {
            return ended.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            kill();
            awaitKilled();
            return new Exit.TimedOut(limit);
        } catch (InterruptedException e) {
            kill();
            awaitKilled();
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a child failed", e);
        }
    }

    private void awaitKilled() {
        await(ended);
    }

    /// Wait until nothing of it is left, its folder and its groups included.
    void awaitCleaned() {
        await(cleaned);
    }

    private static void await(CompletableFuture<Exit> future) {
        boolean interrupted = Thread.interrupted();
        try {
            var _ = future.get(KILLED_WAIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            // it ends when the kernel lets it
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int kill() {
        lock.lock();
        try {
            if (!collected) {
                killed += started().tree().kill();
            }
            return killed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> findings() {
        return findings;
    }

    @Override
    public Set<Limit> limitsReached() {
        return limitsReached;
    }

    @Override
    public void close() {
        kill();
        awaitKilled();
        try {
            input().close();
            output().close();
            errors().close();
        } catch (IOException e) {
            throw new UncheckedIOException("the streams of a child cannot be closed", e);
        }
    }
}

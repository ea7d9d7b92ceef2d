package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Child;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Started;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A child of Java's own way to start programs. Who left its tree is not found.
final class BareChild implements Child {
    private final Process process;
    private final Started started;

    BareChild(Process process, String mark) {
        this.process = process;
        this.started =
                new Started(
                        process.pid(),
                        startMillis(process.toHandle()),
                        process.pid(),
                        mark,
                        List.of());
    }

    /// Where there are no ticks to be had, the milliseconds since 1970 tell processes apart.
    static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static int kill(ProcessHandle handle) {
        var tree = new java.util.ArrayList<>(handle.descendants().toList());
        tree.add(handle);
        return (int) tree.stream().filter(ProcessHandle::destroyForcibly).count();
    }

    @Override
    public Started process() {
        return started;
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public InputStream errors() {
        return process.getErrorStream();
    }

    @Override
    public Exit await(Duration limit) throws InterruptedException {
        boolean ended;
        try {
            ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            kill();
        }
        if (!ended) {
            return new Exit.TimedOut(limit);
        }
        // A shell's "128 and the signal" and a program's own exit code cannot be told apart here.
        return new Exit.Exited(process.exitValue());
    }

    @Override
    public int kill() {
        return process.isAlive() ? kill(process.toHandle()) : 0;
    }

    @Override
    public List<String> findings() {
        return List.of();
    }

    @Override
    public void close() {
        kill();
        try {
            input().close();
            output().close();
            errors().close();
        } catch (IOException e) {
            throw new UncheckedIOException("the streams of a child cannot be closed", e);
        }
    }
}

package dev.bestcode.tools;

import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;
import dev.bestcode.api.security.Sandbox.Started;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A child of which it is noted when nothing is left of it.
record NotedChild(Sandbox.Child child, ChildNotes notes) implements Sandbox.Child {
    @Override
    public Started process() {
        return child.process();
    }

    @Override
    public OutputStream input() {
        return child.input();
    }

    @Override
    public InputStream output() {
        return child.output();
    }

    @Override
    public InputStream errors() {
        return child.errors();
    }

    @Override
    public Exit await(Duration limit) throws InterruptedException {
        return child.await(limit);
    }

    @Override
    public int kill() {
        return child.kill();
    }

    @Override
    public List<String> findings() {
        return child.findings();
    }

    @Override
    public Set<Limit> limitsReached() {
        return child.limitsReached();
    }

    @Override
    public void close() {
        child.close();
        notes.ended(child.process());
    }
}

package dev.bestcode.security;

import java.util.ArrayDeque;
import java.util.Deque;

/// What has to be given back, in the reverse order of its getting. Giving back does not fail.
final class Resources implements AutoCloseable {
    private final Deque<Runnable> givingBack = new ArrayDeque<>();

    void add(Runnable giveBack) {
        givingBack.push(giveBack);
    }

    Descriptor add(Descriptor descriptor) {
        add(descriptor::close);
        return descriptor;
    }

    @Override
    public void close() {
        while (!givingBack.isEmpty()) {
            givingBack.pop().run();
        }
    }
}

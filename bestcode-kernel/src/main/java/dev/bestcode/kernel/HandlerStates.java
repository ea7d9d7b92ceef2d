package dev.bestcode.kernel;

import dev.bestcode.api.kernel.ThreadId;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.Optional;

/// What listeners keep for threads, immutable: where each state lies in the log, and its hash.
record HandlerStates(LongMap<PMap<String, Kept>> byThread) {
    static final HandlerStates NONE = new HandlerStates(LongMap.empty());

    record Kept(long address, Digest sha256) {}

    HandlerStates with(ThreadId thread, String listener, Kept state) {
        return new HandlerStates(byThread.with(thread.value(), of(thread).plus(listener, state)));
    }

    HandlerStates without(ThreadId thread) {
        return new HandlerStates(byThread.without(thread.value()));
    }

    Optional<Kept> get(ThreadId thread, String listener) {
        return Optional.ofNullable(of(thread).get(listener));
    }

    private PMap<String, Kept> of(ThreadId thread) {
        return byThread.get(thread.value()).orElse(HashTreePMap.empty());
    }
}
